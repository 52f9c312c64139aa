package org.llsocket.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.llsocket.AF;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.option.IPV6;
import org.llsocket.option.SO;

/**
 * Echoes over IPv4 and IPv6 with one socket: {@code EchoServer 7000}, then {@code nc localhost
 * 7000}.
 */
public final class EchoServer implements AutoCloseable {
  private final Socket listener = Socket.open(AF.INET6, SOCK.STREAM);

  EchoServer(int port) throws IOException {
    listener.set(SO.REUSEADDR, true).set(IPV6.V6ONLY, false);
    listener.bind(SockAddr.inet6("::", port));
    listener.listen();
  }

  SockAddr address() throws IOException {
    return listener.getsockname();
  }

  /** Serves until the listener is closed, with one thread per client. */
  void serve() throws IOException {
    var peer = new SockAddrBuffer();
    while (true) {
      Socket client = listener.accept(peer);
      if (client == null) {
        return; // does not occur on a blocking socket
      }
      String name = "echo to " + peer;
      Thread.ofPlatform().name(name).daemon().start(() -> echo(client));
    }
  }

  private static void echo(Socket client) {
    var buffer = ByteBuffer.allocateDirect(64 * 1024);
    try (client) {
      while (client.recv(buffer.clear()) != Socket.EOF) {
        client.send(buffer.flip()); // a blocking socket sends it all
      }
      client.shutdown(SHUT.WR);
    } catch (IOException e) {
      System.err.println(Thread.currentThread().getName() + ": " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  public static void main(String[] args) throws IOException {
    try (var server = new EchoServer(args.length > 0 ? Integer.parseInt(args[0]) : 7000)) {
      System.out.println("listening on " + server.address());
      server.serve();
    }
  }
}
