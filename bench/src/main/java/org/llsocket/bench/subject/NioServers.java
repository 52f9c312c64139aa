package org.llsocket.bench.subject;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llsocket.bench.subject.Workload.Service;

/** Servers over the JDK's channels. */
final class NioServers {
  private static final int BUFFER = 1 << 17;

  private NioServers() {}

  // ---- echo

  static Service blocking(Args args) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    if (!args.stream()) {
      DatagramChannel channel = datagrams(args);
      return service(channel, () -> echoDatagrams(channel, buffer));
    }
    ServerSocketChannel listener = listener(args);
    return service(
        listener,
        () -> {
          while (true) {
            echo(Objects.requireNonNull(accepted(listener, args)), buffer);
          }
        });
  }

  static Service virtual(Args args) throws IOException {
    if (!args.stream()) {
      DatagramChannel channel = datagrams(args);
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
      return service(channel, () -> VirtualThreadServer.run(() -> echoDatagrams(channel, buffer)));
    }
    ServerSocketChannel listener = listener(args);
    Workload.Serving serving =
        () -> {
          while (true) {
            SocketChannel client = Objects.requireNonNull(accepted(listener, args));
            Thread.ofVirtual()
                .start(() -> echo(client, ByteBuffer.allocateDirect(2 * args.size())));
          }
        };
    return service(listener, () -> VirtualThreadServer.run(serving));
  }

  static Service epoll(Args args) throws IOException {
    Selector selector = Selector.open();
    if (args.stream()) {
      ServerSocketChannel listener = listener(args);
      return service(listener, selecting(args, listener, selector, selector::select));
    }
    DatagramChannel channel = datagrams(args);
    return service(channel, selecting(args, channel, selector, selector::select));
  }

  /** How a selector waits, and passes ready keys to a handler. */
  @FunctionalInterface
  interface Selecting {
    void select(Consumer<SelectionKey> handler) throws IOException;
  }

  /** Echoes to all clients of a listener or a datagram channel in one thread. */
  static Workload.Serving selecting(
      Args args, SelectableChannel channel, Selector selector, Selecting selecting)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    Consumer<SelectionKey> handler =
        switch (channel) {
          case ServerSocketChannel listener -> key -> ready(key, listener, args, buffer);
          case DatagramChannel datagrams -> _ -> answerQuietly(datagrams, buffer);
          default -> throw new IllegalArgumentException("not a server channel: " + channel);
        };
    watch(channel, selector, args.stream() ? SelectionKey.OP_ACCEPT : SelectionKey.OP_READ);
    return () -> {
      while (true) {
        selecting.select(handler);
      }
    };
  }

  private static void watch(SelectableChannel channel, Selector selector, int operations)
      throws IOException {
    channel.configureBlocking(false);
    channel.register(selector, operations);
  }

  private static void ready(
      SelectionKey key, ServerSocketChannel listener, Args args, ByteBuffer buffer) {
    try {
      if (key.channel() instanceof SocketChannel client) {
        echoReady(client, buffer);
        return;
      }
      SocketChannel client = accepted(listener, args);
      while (client != null) {
        watch(client, key.selector(), SelectionKey.OP_READ);
        client = accepted(listener, args);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void echoReady(SocketChannel client, ByteBuffer buffer) throws IOException {
    try {
      int n = client.read(buffer.clear());
      if (n > 0) {
        client.write(buffer.flip());
      } else if (n < 0) {
        client.close();
      }
    } catch (IOException _) { // the client has closed the connection
      client.close();
    }
  }

  private static void echo(SocketChannel client, ByteBuffer buffer) {
    try (client) {
      while (client.read(buffer.clear()) > 0) {
        client.write(buffer.flip());
      }
    } catch (IOException _) { // the client has closed the connection
    }
  }

  private static void echoDatagrams(DatagramChannel channel, ByteBuffer buffer) throws IOException {
    while (true) {
      answer(channel, buffer);
    }
  }

  private static void answerQuietly(DatagramChannel channel, ByteBuffer buffer) {
    try {
      answer(channel, buffer);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(DatagramChannel channel, ByteBuffer buffer) throws IOException {
    SocketAddress from = channel.receive(buffer.clear());
    if (from != null) {
      channel.send(buffer.flip(), from);
    }
  }

  // ---- streams

  static Service source(Args args) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(args.size());
    return eachClient(
        args,
        client -> {
          while (client.write(block.clear()) > 0) {}
        });
  }

  /** Sends 64 KiB of blocks per call, the default of Netty. */
  static Service gather(Args args) throws IOException {
    var blocks = new ByteBuffer[args.gathered()];
    Arrays.setAll(blocks, _ -> ByteBuffer.allocateDirect(args.size()));
    return eachClient(
        args,
        client -> {
          noDelay(client, args);
          while (client.write(blocks) > 0) {
            for (ByteBuffer each : blocks) {
              each.clear();
            }
          }
        });
  }

  static Service sink(Args args) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(args.size());
    return eachClient(
        args,
        client -> {
          while (client.read(block.clear()) > 0) {}
        });
  }

  static Service file(Args args) throws IOException {
    FileChannel file = FileChannel.open(args.filePath());
    long size = file.size();
    return eachClient(
        args,
        client -> {
          while (true) {
            long offset = 0;
            while (offset < size) {
              offset += file.transferTo(offset, size - offset, client);
            }
          }
        });
  }

  static Service door(Args args) throws IOException {
    return eachClient(args, _ -> {});
  }

  /** The handling of a connection until it ends. */
  private interface Conversation {
    void with(SocketChannel client) throws IOException;
  }

  private static Service eachClient(Args args, Conversation conversation) throws IOException {
    ServerSocketChannel listener = listener(args);
    return service(
        listener,
        () -> {
          while (true) {
            try (SocketChannel client = listener.accept()) {
              conversation.with(client);
            } catch (IOException _) { // the client has closed the connection
            }
          }
        });
  }

  // ---- creation

  private static ServerSocketChannel listener(Args args) throws IOException {
    var family = args.unix() ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET;
    return ServerSocketChannel.open(family).bind(args.socketAddress(), 4096);
  }

  private static DatagramChannel datagrams(Args args) throws IOException {
    return DatagramChannel.open(StandardProtocolFamily.INET)
        .setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20)
        .bind(args.socketAddress());
  }

  private static @Nullable SocketChannel accepted(ServerSocketChannel listener, Args args)
      throws IOException {
    SocketChannel client = listener.accept();
    if (client != null) {
      noDelay(client, args);
    }
    return client;
  }

  private static void noDelay(SocketChannel client, Args args) throws IOException {
    if (args.transport().equals("tcp")) {
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
  }

  private static Service service(NetworkChannel channel, Workload.Serving serving)
      throws IOException {
    return new Service(Args.text(channel.getLocalAddress()), serving);
  }
}
