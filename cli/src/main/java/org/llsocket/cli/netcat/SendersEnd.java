package org.llsocket.cli.netcat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.llsocket.MSG;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.cli.conversation.End;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.SocketIo;

/** All peers that send datagrams to a socket; what is written goes to the last of them. */
final class SendersEnd implements End {
  private final Socket socket;
  private final Console console;
  private final SockAddrBuffer sender = new SockAddrBuffer();
  private @Nullable SockAddr last; // guarded by this

  SendersEnd(Socket socket, Console console) {
    this.socket = socket;
    this.console = console;
  }

  /** Whether a sender has an address to which a reply can be sent. */
  static boolean hasName(SockAddrBuffer sender) {
    return sender.length() > 0 && !sender.isUnnamed();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int n = socket.recvfrom(into, sender, MSG.TRUNC);
    int length = (int) SocketIo.requireProgress(n, "SO_RCVTIMEO");
    note(); // before the data is printed: its reader may reply at once
    return length;
  }

  private synchronized void note() {
    if (hasName(sender) && (last == null || !sender.contentEquals(last))) {
      last = sender.toSockAddr();
      console.info("receiving from " + last);
      notifyAll();
    }
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    SocketIo.requireProgress(socket.sendto(from, awaitSender()), "SO_SNDTIMEO");
  }

  private synchronized SockAddr awaitSender() throws IOException {
    try {
      while (last == null) {
        wait();
      }
      return last;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedChannelException();
    }
  }

  /** Does nothing: further senders may come after the end of the input. */
  @Override
  public boolean endOutput() {
    return true;
  }

  @Override
  public boolean hasMessages() {
    return true;
  }

  @Override
  public String toString() {
    return "senders";
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
