package org.llsocket.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.option.SO;
import org.llsocket.poll.Epoll;

/** Echoes to ten thousand clients with one thread: {@code EpollEcho 7000}. */
public final class EpollEcho implements AutoCloseable {
  private final Socket listener = Socket.open(AF.INET6, SOCK.STREAM.nonblock());
  private final Epoll<@Nullable Client> epoll = Epoll.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
  private boolean full; // no descriptor is left, and accepting is paused

  EpollEcho(int port) throws IOException {
    listener.set(SO.REUSEADDR, true);
    listener.bind(SockAddr.inet6("::", port));
    listener.listen(4096);
    epoll.add(listener, Epoll.IN, null);
  }

  SockAddr address() throws IOException {
    return listener.getsockname();
  }

  /** Serves until this is closed. */
  void serve() throws IOException {
    while (true) {
      epoll.await(this::ready);
    }
  }

  private void ready(Descriptor descriptor, int events, @Nullable Client client)
      throws IOException {
    if (client == null) {
      accept();
    } else {
      client.ready();
    }
  }

  private void accept() throws IOException {
    try {
      Socket socket = listener.accept(null, SOCK.NONBLOCK);
      while (socket != null) {
        epoll.add(socket, Epoll.IN, new Client(socket));
        socket = listener.accept(null, SOCK.NONBLOCK);
      }
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.EMFILE)) {
        throw e;
      }
      full = true; // the listener stays readable: without a pause this would be a busy loop
      epoll.modify(listener, 0);
    }
  }

  /** A connection, with the data that the peer has not received yet. */
  private final class Client {
    private final Socket socket;
    private @Nullable ByteBuffer rest;

    Client(Socket socket) {
      this.socket = socket;
    }

    void ready() throws IOException {
      try {
        if (rest == null ? receive() : send(rest)) {
          return;
        }
      } catch (ErrnoException gone) {
        System.err.println(gone.getMessage());
      }
      socket.close(); // also removes it from the epoll
      if (full) {
        full = false;
        epoll.modify(listener, Epoll.IN);
      }
    }

    private boolean receive() throws IOException {
      return switch (socket.recv(buffer.clear())) {
        case Socket.EOF -> false;
        case Socket.AGAIN -> true;
        default -> send(buffer.flip());
      };
    }

    /**
     * Sends as much as the socket takes; while data is left, waits for buffer space and does not
     * read.
     */
    private boolean send(ByteBuffer data) throws IOException {
      while (data.hasRemaining() && socket.send(data) != Socket.AGAIN) {}
      if (data.hasRemaining() && rest == null) {
        rest = ByteBuffer.allocate(data.remaining()).put(data).flip();
        epoll.modify(socket, Epoll.OUT);
      } else if (!data.hasRemaining() && rest != null) {
        rest = null;
        epoll.modify(socket, Epoll.IN);
      }
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    try (listener) {
      epoll.close();
    }
  }

  public static void main(String[] args) throws IOException {
    try (var server = new EpollEcho(args.length > 0 ? Integer.parseInt(args[0]) : 7000)) {
      System.out.println("listening on " + server.address());
      server.serve();
    }
  }
}
