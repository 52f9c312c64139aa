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
 * A TCP server that is restarted without a lost connection: the new process asks the old one for
 * its listening socket, which both then have, and the old one ends. Connections that come meanwhile
 * wait in the listener's queue, which is one and the same.
 */
public final class Handover {
  private Handover() {}

  /** The listener of a server that runs already and hands it over, or else a new one. */
  static Socket listener(SockAddr address, SockAddr handover) throws IOException {
    try (Socket old = Socket.open(AF.UNIX, SOCK.STREAM)) {
      old.connect(handover);
      Descriptor came = old.recvfd();
      if (came == null) {
        throw new IOException("the old server would not wait");
      }
      return Socket.adopt(came);
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.ECONNREFUSED)) { // nobody waits there
        throw e;
      }
      Socket listener = Socket.open(address.family(), SOCK.STREAM);
      listener.set(SO.REUSEADDR, true);
      listener.bind(address);
      listener.listen();
      return listener;
    }
  }

  /** Waits for the next server, and hands the listener over; then this one is to stop. */
  static void handOver(Socket listener, Socket waiting) throws IOException {
    try (Socket next = waiting.accept()) {
      if (next != null) {
        next.sendfd(listener);
      }
    }
  }

  /** Where the next server asks for it: an abstract name, which ends with its process. */
  static Socket wait(SockAddr handover) throws IOException {
    Socket waiting = Socket.open(AF.UNIX, SOCK.STREAM);
    waiting.bind(handover);
    waiting.listen(1);
    return waiting;
  }

  /** Tells a client which server it has met. */
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
      System.out.println(name + " accepts no more");
    }
  }
}
