package org.llsocket.agent.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** An echo server on a selector, and its client; prints the options of the sockets. */
public final class NioProgram {
  private static final int ROUNDS = 100;

  private NioProgram() {}

  public static void main(String[] args) throws Exception {
    try (Selector selector = Selector.open();
        ServerSocketChannel listener = ServerSocketChannel.open();
        DatagramChannel datagrams = DatagramChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
      listener.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
      Thread server = Thread.ofPlatform().start(() -> serve(selector));
      try (SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
        System.out.println("echoed " + echo(client));
        System.out.println("client" + Shown.of(client));
      }
      server.join();
      System.out.println("listener" + Shown.of(listener));
      System.out.println("datagrams" + Shown.of(datagrams));
    }
  }

  private static int echo(SocketChannel client) throws IOException {
    int echoed = 0;
    for (int i = 0; i < ROUNDS; i++) {
      ByteBuffer sent = ByteBuffer.allocate(4).putInt(i).flip();
      while (sent.hasRemaining()) {
        client.write(sent);
      }
      ByteBuffer got = ByteBuffer.allocate(4);
      while (got.hasRemaining() && client.read(got) >= 0) {
        Thread.onSpinWait();
      }
      echoed += got.flip().getInt() == i ? 1 : 0;
    }
    return echoed;
  }

  /** Serves until the first client has closed. */
  private static void serve(Selector selector) {
    try {
      ByteBuffer buffer = ByteBuffer.allocate(1024);
      boolean open = true;
      while (open) {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          if (key.isAcceptable()) {
            accept(selector, (ServerSocketChannel) key.channel());
          } else {
            open = copy((SocketChannel) key.channel(), buffer);
          }
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void accept(Selector selector, ServerSocketChannel listener) throws IOException {
    SocketChannel accepted = listener.accept();
    System.out.println("accepted" + Shown.of(accepted));
    accepted.configureBlocking(false).register(selector, SelectionKey.OP_READ);
  }

  private static boolean copy(SocketChannel channel, ByteBuffer buffer) throws IOException {
    int n = channel.read(buffer.clear());
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    if (n < 0) {
      channel.close();
    }
    return n >= 0;
  }
}
