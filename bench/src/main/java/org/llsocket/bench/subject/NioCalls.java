package org.llsocket.bench.subject;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.llsocket.bench.subject.Workload.Loop;

/** Single calls of the JDK's channels; a pair of sockets is the two ends of a Unix connection. */
final class NioCalls {
  private NioCalls() {}

  static Loop getsockopt(Args unused) throws IOException {
    SocketChannel channel = SocketChannel.open();
    return count -> {
      for (long i = 0; i < count; i++) {
        Expect.that(channel.getOption(StandardSocketOptions.SO_RCVBUF) > 0);
      }
    };
  }

  static Loop sendrecv(Args args) throws IOException {
    Pair pair = Pair.open(args);
    ByteBuffer one = ByteBuffer.allocateDirect(1);
    return count -> {
      for (long i = 0; i < count; i++) {
        Expect.that(pair.first.write(one.clear()) == 1 && pair.second.read(one.clear()) == 1);
      }
    };
  }

  static Loop again(Args args) throws IOException {
    Pair pair = Pair.open(args); // kept reachable: the collector closes an unreachable end
    pair.first.configureBlocking(false);
    ByteBuffer bytes = ByteBuffer.allocateDirect(64);
    return count -> {
      for (long i = 0; i < count; i++) {
        Expect.that(pair.first.read(bytes.clear()) == 0);
      }
    };
  }

  static Loop sendto(Args args) throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    channel.bind(args.socketAddress());
    SocketAddress self = channel.getLocalAddress();
    ByteBuffer bytes = ByteBuffer.allocateDirect(64);
    return count -> {
      for (long i = 0; i < count; i++) {
        Expect.that(channel.send(bytes.clear(), self) == 64);
        Expect.that(channel.receive(bytes.clear()) != null && bytes.position() == 64);
      }
    };
  }

  static Loop accept(Args args) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(args.socketAddress(), 16);
    SocketAddress address = args.socketAddress();
    return count -> {
      for (long i = 0; i < count; i++) {
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
          client.connect(address);
          listener.accept().close();
        }
      }
    };
  }

  static Loop epollwait(Args args) throws IOException {
    Selector selector = Selector.open();
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(args.socketAddress());
      for (int i = 0; i < args.size(); i++) {
        Pair pair = Pair.from(listener);
        pair.second.write(ByteBuffer.allocate(1));
        pair.first.configureBlocking(false);
        pair.first.register(selector, SelectionKey.OP_READ, pair.second);
      }
    }
    var ready = new int[1];
    Consumer<SelectionKey> note = key -> ready[0] += key.readyOps();
    return count -> {
      for (long i = 0; i < count; i++) {
        Expect.that(selector.selectNow(note) == args.size());
      }
    };
  }

  /** Datagrams from one thread to another. */
  static Loop plain(Args args) throws IOException {
    DatagramChannel receiver =
        DatagramChannel.open(StandardProtocolFamily.INET)
            .setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20)
            .bind(args.socketAddress());
    DatagramChannel sender =
        DatagramChannel.open(StandardProtocolFamily.INET).connect(receiver.getLocalAddress());
    ByteBuffer out = ByteBuffer.allocateDirect(args.size());
    ByteBuffer in = ByteBuffer.allocateDirect(2048);
    var background = new BackgroundLoop(() -> sender.write(out.clear()));
    return count ->
        background.during(() -> {
          for (long i = 0; i < count; i++) {
            receiver.receive(in.clear());
          }
        });
  }

  /** Two ends of a connection. */
  private record Pair(SocketChannel first, SocketChannel second) {
    static Pair open(Args args) throws IOException {
      try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        listener.bind(UnixDomainSocketAddress.of(args.path()));
        return from(listener);
      }
    }

    static Pair from(ServerSocketChannel listener) throws IOException {
      SocketChannel first = SocketChannel.open(listener.getLocalAddress());
      return new Pair(first, listener.accept());
    }
  }
}
