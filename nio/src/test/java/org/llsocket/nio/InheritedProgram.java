package org.llsocket.nio;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import org.llsocket.Socket;

/**
 * A service that inetd(8) starts: it sends back what arrives on its standard input, closes the
 * channel, and stays until it is killed. Results go to the standard error stream, because the other
 * two may be the socket.
 */
public final class InheritedProgram {
  private InheritedProgram() {}

  /** With an argument, standard input is made non-blocking before the channel is asked for. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      try (Socket input = Socket.borrow(0)) {
        input.nonblock(true);
      }
    }
    Channel inherited = System.inheritedChannel();
    print(
        String.valueOf(inherited == null ? null : inherited.getClass().getSuperclass().getName()));
    if (inherited == null) {
      return;
    }
    print("same " + inherited.equals(System.inheritedChannel()));
    print("blocking " + ((SelectableChannel) inherited).isBlocking());
    serve(inherited);
    inherited.close();
    print("closed");
    awaitEnd();
  }

  private static void print(String line) {
    System.err.println(line);
  }

  private static void serve(Channel inherited) throws IOException {
    switch (inherited) {
      case SocketChannel connection -> echo(connection);
      case ServerSocketChannel listener -> {
        try (SocketChannel connection = listener.accept()) {
          echo(connection);
        }
      }
      case DatagramChannel datagrams -> {
        datagrams.write(ByteBuffer.wrap(new byte[] {1}));
        ByteBuffer buffer = ByteBuffer.allocate(64);
        datagrams.read(buffer);
        datagrams.write(buffer.flip());
      }
      default -> throw new IllegalStateException(inherited.toString());
    }
  }

  private static void echo(SocketChannel connection) throws IOException {
    int size = connection.getOption(StandardSocketOptions.SO_SNDBUF);
    print("sends " + (size > 0));
    ByteBuffer buffer = ByteBuffer.allocate(64);
    connection.read(buffer);
    connection.write(buffer.flip());
  }

  /** The process stays, so that nothing but the channel ends the socket. */
  private static void awaitEnd() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
