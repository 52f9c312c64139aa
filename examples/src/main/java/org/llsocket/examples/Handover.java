package org.llsocket.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.option.SO;

/**
 * A TCP server that restarts without losing connections: the new process receives the listening
 * socket from the old one, which then exits. Connections that arrive meanwhile wait in the
 * listener's queue, which both processes share.
 */
public final class Handover {
  private Handover() {}

  /** Receives the listener from a running server, or creates one if no server is running. */
  static Socket listener(SockAddr address, SockAddr handover) throws IOException {
    try (Socket old = Socket.open(AF.UNIX, SOCK.STREAM)) {
      old.connect(handover);
      Descriptor received = old.recvfd();
      if (received == null) {
        throw new IOException("no descriptor was received");
      }
      return Socket.adopt(received);
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.ECONNREFUSED)) { // no server is running
        throw e;
      }
      Socket listener = Socket.open(address.family(), SOCK.STREAM);
      listener.set(SO.REUSEADDR, true);
      listener.bind(address);
      listener.listen();
      return listener;
    }
  }

  /** Waits for the next server, and passes the listener to it; this server should then stop. */
  static void handOver(Socket listener, Socket waiting) throws IOException {
    try (Socket next = waiting.accept()) {
      if (next != null) {
        next.sendfd(listener);
      }
    }
  }

  /**
   * Opens the socket to which the next server connects: its name is abstract, so it disappears with
   * the process.
   */
  static Socket wait(SockAddr handover) throws IOException {
    Socket waiting = Socket.open(AF.UNIX, SOCK.STREAM);
    waiting.bind(handover);
    waiting.listen(1);
    return waiting;
  }

  /** Sends the name of this server to a client. */
  static void serve(Socket listener, String name) throws IOException {
    try (Socket client = listener.accept()) {
      if (client != null) {
        client.send(ByteBuffer.wrap((name + "\n").getBytes(UTF_8)));
      }
    }
  }

  public static void main(String[] args) throws Exception {
    SockAddr handover = SockAddr.abstractName("llsocket-handover");
    Socket listener = listener(SockAddr.inet("127.0.0.1", 7008), handover);
    String name = "process " + ProcessHandle.current().pid();
    System.out.println(name + " serves on " + listener.getsockname());
    Thread.ofPlatform().daemon().start(() -> serveAll(listener, name));
    try (Socket waiting = wait(handover)) {
      handOver(listener, waiting);
    }
    System.out.println(name + " ends");
    listener.close();
  }

  private static void serveAll(Socket listener, String name) {
    try {
      while (listener.isOpen()) {
        serve(listener, name);
      }
    } catch (IOException closed) {
      System.out.println(name + " has stopped accepting");
    }
  }
}
