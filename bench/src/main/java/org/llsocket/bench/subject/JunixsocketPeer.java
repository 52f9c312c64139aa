package org.llsocket.bench.subject;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Map;
import java.util.Set;
import org.llsocket.bench.subject.Workload.Loop;
import org.llsocket.bench.subject.Workload.Service;
import org.newsclub.net.unix.AFSocket;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSelectorProvider;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketPair;

/** junixsocket's channels. */
final class JunixsocketPeer implements Peer {
  private static final int BUFFER = 1 << 17;

  @Override
  public String name() {
    return "junixsocket";
  }

  @Override
  public String version() {
    return AFSocket.getVersion();
  }

  @Override
  public Map<String, Maker> works() {
    return Map.of(
        "sendrecv", JunixsocketPeer::sendrecv,
        "again", JunixsocketPeer::again,
        "accept", JunixsocketPeer::accept,
        "blocking", JunixsocketPeer::blocking,
        "epoll", JunixsocketPeer::epoll,
        "source", JunixsocketPeer::source,
        "sink", JunixsocketPeer::sink);
  }

  private static Loop sendrecv(Args unused) throws IOException {
    AFUNIXSocketPair<AFUNIXSocketChannel> pair = AFUNIXSocketPair.open();
    AFUNIXSocketChannel first = pair.getSocket1();
    AFUNIXSocketChannel second = pair.getSocket2();
    ByteBuffer one = ByteBuffer.allocateDirect(1);
    return count -> {
      for (long i = 0; i < count; i++) {
        Expect.that(first.write(one.clear()) == 1 && second.read(one.clear()) == 1);
      }
    };
  }

  private static Loop again(Args unused) throws IOException {
    AFUNIXSocketPair<AFUNIXSocketChannel> pair =
        AFUNIXSocketPair.open(); // kept reachable: the collector closes an unreachable end
    pair.getSocket1().configureBlocking(false);
    ByteBuffer bytes = ByteBuffer.allocateDirect(64);
    return count -> {
      for (long i = 0; i < count; i++) {
        Expect.that(pair.getSocket1().read(bytes.clear()) == 0);
      }
    };
  }

  private static Loop accept(Args args) throws IOException {
    AFUNIXSocketAddress address = address(args);
    AFUNIXServerSocketChannel listener = AFUNIXServerSocketChannel.open();
    listener.bind(address, 16);
    return count -> {
      for (long i = 0; i < count; i++) {
        try (AFUNIXSocketChannel client = AFUNIXSocketChannel.open()) {
          client.connect(address);
          listener.accept().close();
        }
      }
    };
  }

  private static Service blocking(Args args) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    if (!args.stream()) {
      AFUNIXDatagramChannel channel = datagrams(args);
      return new Service(args.address(), () -> echoDatagrams(channel, buffer));
    }
    return eachClient(
        args,
        client -> {
          while (client.read(buffer.clear()) > 0) {
            client.write(buffer.flip());
          }
        });
  }

  /**
   * junixsocket's own selector, which waits by poll; the keys are consumed as in its documentation.
   */
  private static Service epoll(Args args) throws IOException {
    Selector selector = AFUNIXSelectorProvider.provider().openSelector();
    return new Service(
        args.address(),
        NioServers.selecting(
            args,
            args.stream() ? listener(args) : datagrams(args),
            selector,
            handler -> {
              selector.select();
              Set<SelectionKey> ready = selector.selectedKeys();
              ready.forEach(handler);
              ready.clear();
            }));
  }

  private static void echoDatagrams(AFUNIXDatagramChannel channel, ByteBuffer buffer)
      throws IOException {
    while (true) {
      SocketAddress from = channel.receive(buffer.clear());
      channel.send(buffer.flip(), from);
    }
  }

  private static Service source(Args args) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(args.size());
    return eachClient(
        args,
        client -> {
          while (client.write(block.clear()) > 0) {}
        });
  }

  private static Service sink(Args args) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(args.size());
    return eachClient(
        args,
        client -> {
          while (client.read(block.clear()) > 0) {}
        });
  }

  /** The handling of a connection until it ends. */
  private interface Conversation {
    void with(AFUNIXSocketChannel client) throws IOException;
  }

  private static Service eachClient(Args args, Conversation conversation) throws IOException {
    AFUNIXServerSocketChannel listener = listener(args);
    return new Service(
        args.address(),
        () -> {
          while (true) {
            AFUNIXSocketChannel accepted = listener.accept();
            try (AFUNIXSocketChannel client = accepted) {
              conversation.with(client);
            } catch (IOException _) { // the client has closed the connection
            }
          }
        });
  }

  private static AFUNIXServerSocketChannel listener(Args args) throws IOException {
    AFUNIXServerSocketChannel listener = AFUNIXServerSocketChannel.open();
    listener.bind(address(args), 4096);
    return listener;
  }

  private static AFUNIXDatagramChannel datagrams(Args args) throws IOException {
    AFUNIXDatagramChannel channel = AFUNIXDatagramChannel.open();
    channel.bind(address(args));
    return channel;
  }

  private static AFUNIXSocketAddress address(Args args) throws IOException {
    return AFUNIXSocketAddress.of(args.path());
  }
}
