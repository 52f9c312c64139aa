package org.llsocket.bench.subject;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Objects;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.bench.subject.Workload.Loop;
import org.llsocket.message.Control;
import org.llsocket.message.Message;
import org.llsocket.option.IP;
import org.llsocket.option.SO;
import org.llsocket.option.SocketKind;
import org.llsocket.poll.Epoll;

/** Single calls of llsocket. */
final class LlsocketCalls {
  private LlsocketCalls() {}

  static Loop getsockopt(Args args) throws IOException {
    Socket socket = open(args);
    return count -> {
      for (long i = 0; i < count; i++) {
        Expect.that(socket.get(SO.RCVBUF) > 0);
      }
    };
  }

  /** With a value in native memory, which allocates nothing. */
  static Loop raw(Args args) throws IOException {
    Socket socket = open(args);
    int level = SO.RCVBUF.level(SocketKind.UDP);
    int name = SO.RCVBUF.number(SocketKind.UDP);
    MemorySegment value = Arena.global().allocate(Integer.BYTES);
    return count -> {
      for (long i = 0; i < count; i++) {
        Expect.that(socket.getsockopt(level, name, value) == Integer.BYTES);
      }
    };
  }

  static Loop sendrecv(Args unused) throws IOException {
    Socket.Pair pair = Socket.pair(SOCK.STREAM);
    MemorySegment one = Arena.global().allocate(1);
    return count -> {
      for (long i = 0; i < count; i++) {
        Expect.that(pair.first().send(one) == 1 && pair.second().recv(one) == 1);
      }
    };
  }

  static Loop again(Args unused) throws IOException {
    Socket.Pair pair = Socket.pair(SOCK.STREAM.nonblock());
    MemorySegment bytes = Arena.global().allocate(64);
    return count -> {
      for (long i = 0; i < count; i++) {
        Expect.that(pair.first().recv(bytes) == Socket.AGAIN);
      }
    };
  }

  static Loop sendto(Args args) throws IOException {
    Socket socket = open(args);
    socket.bind(address(args));
    SockAddr self = socket.getsockname();
    var from = new SockAddrBuffer();
    MemorySegment bytes = Arena.global().allocate(64);
    return count -> {
      for (long i = 0; i < count; i++) {
        Expect.that(socket.sendto(bytes, self) == 64 && socket.recvfrom(bytes, from) == 64);
      }
    };
  }

  static Loop recvmsg(Args args) throws IOException {
    Socket socket = open(args);
    socket.set(IP.PKTINFO, true).set(IP.RECVTTL, true);
    socket.bind(address(args));
    SockAddr self = socket.getsockname();
    MemorySegment bytes = Arena.global().allocate(64);
    var message = new Message().controlCapacity(256).buffers(bytes).name(new SockAddrBuffer());
    Control control = message.control();
    int level = IP.PKTINFO.level(SocketKind.UDP);
    int pktinfo = IP.PKTINFO.number(SocketKind.UDP);
    return count -> {
      for (long i = 0; i < count; i++) {
        Expect.that(socket.sendto(bytes, self) == 64 && socket.recvmsg(message, 0) == 64);
        Expect.that(control.ttl() > 0 && control.getInt(control.find(level, pktinfo), 0) > 0);
      }
    };
  }

  static Loop accept(Args args) throws IOException {
    Socket listener = open(args);
    SockAddr address = address(args);
    listener.bind(address);
    listener.listen(16);
    return count -> {
      for (long i = 0; i < count; i++) {
        try (Socket client = open(args)) {
          client.connect(address);
          Objects.requireNonNull(listener.accept()).close();
        }
      }
    };
  }

  static Loop epollwait(Args args) throws IOException {
    Epoll<Socket> epoll = Epoll.open();
    MemorySegment one = Arena.global().allocate(1);
    for (int i = 0; i < args.size(); i++) {
      Socket.Pair pair = Socket.pair(SOCK.STREAM.nonblock());
      pair.second().send(one);
      epoll.add(pair.first(), Epoll.IN, pair.second());
    }
    var ready = new int[1];
    Epoll.Handler<Socket> note = (_, events, _) -> ready[0] += events;
    return count -> {
      for (long i = 0; i < count; i++) {
        Expect.that(epoll.await(note, Duration.ZERO) == args.size());
      }
    };
  }

  static Socket open(Args args) throws IOException {
    return Socket.open(args.unix() ? AF.UNIX : AF.INET, args.stream() ? SOCK.STREAM : SOCK.DGRAM);
  }

  static SockAddr address(Args args) {
    return args.unix() ? SockAddr.unix(args.path()) : SockAddr.inet("127.0.0.1", args.port());
  }
}
