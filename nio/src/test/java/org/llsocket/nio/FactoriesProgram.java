package org.llsocket.nio;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.MulticastSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.llsocket.option.TCP;

/**
 * Sets the factories of {@code java.net} and prints what each scenario observes: the constructors
 * make our sockets. Fails if a socket is left open.
 */
final class FactoriesProgram {
  private FactoriesProgram() {}

  public static void main(String[] arguments) throws IOException {
    LlsocketSockets.install();
    checkSockets();
    long before = openSockets();
    for (Scenario scenario : JavaNetTest.all()) {
      System.out.println(JavaNetTest.line(scenario, JavaNet.CONSTRUCTORS));
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Scenario.DEADLINE_SECONDS);
    while (openSockets() > before) { // a thread that a close has ended may still be leaving
      require(System.nanoTime() < end, "all sockets are closed");
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static long openSockets() throws IOException {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      long count = 0;
      for (Path descriptor : descriptors) {
        if (isSocket(descriptor)) {
          count++;
        }
      }
      return count;
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  private static void checkSockets() throws IOException {
    try (var listener = new ServerSocket(0);
        var client = new Socket(listener.getInetAddress(), listener.getLocalPort());
        Socket server = listener.accept();
        var datagrams = new DatagramSocket();
        var multicast = new MulticastSocket()) {
      boolean noDelay = LlsocketSocket.unwrap(client).get(TCP.NODELAY);
      client.setOption(TCP.NODELAY, !noDelay);
      require(LlsocketSocket.unwrap(client).get(TCP.NODELAY) != noDelay, "the option is set");
      require(LlsocketSocket.unwrap(server).isOpen(), "accepted");
      require(LlsocketServerSocket.unwrap(listener).isOpen(), "listens");
      require(LlsocketDatagramSocket.unwrap(datagrams).isOpen(), "datagrams");
      require(LlsocketDatagramSocket.unwrap(multicast).isOpen(), "multicast");
    }
    try {
      LlsocketSockets.install();
      throw new AssertionError("the factories were set twice");
    } catch (SocketException e) {
      require(String.valueOf(e.getMessage()).equals("factory already defined"), "the JDK's text");
    }
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError("not so: " + what);
    }
  }
}
