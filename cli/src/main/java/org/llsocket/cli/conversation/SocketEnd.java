package org.llsocket.cli.conversation;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.cli.socket.SocketIo;

/** A connected socket. */
public final class SocketEnd implements End {
  private final Socket socket;
  private final String name;
  private final boolean messages;
  private final boolean datagrams;

  /** An end that owns the socket; {@code name} stands for it in messages. */
  public SocketEnd(Socket socket, String name) {
    this.socket = socket;
    this.name = name;
    datagrams = socket.type().equals(SOCK.DGRAM);
    messages = !socket.type().equals(SOCK.STREAM);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int flags = messages ? MSG.TRUNC : 0; // on a TCP socket MSG_TRUNC discards the data
    int n = socket.recv(into, flags);
    return n == Socket.EOF ? EOF : (int) SocketIo.requireProgress(n, "SO_RCVTIMEO");
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    do {
      SocketIo.requireProgress(socket.send(from), "SO_SNDTIMEO");
    } while (from.hasRemaining() && !messages);
  }

  @Override
  public boolean endOutput() throws IOException {
    if (datagrams) {
      return false;
    }
    try {
      socket.shutdown(SHUT.WR);
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.ENOTCONN)) { // the peer has reset it; the receiver reports that
        throw e;
      }
    }
    return true;
  }

  @Override
  public boolean hasMessages() {
    return messages;
  }

  @Override
  public @Nullable Descriptor source() {
    return messages ? null : socket;
  }

  @Override
  public @Nullable Descriptor target() {
    return messages ? null : socket;
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
