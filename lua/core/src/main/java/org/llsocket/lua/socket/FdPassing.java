package org.llsocket.lua.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.llsocket.Descriptor;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.lua.Arguments;
import org.llsocket.message.Control;
import org.llsocket.message.Message;
import org.llsocket.message.Rights;

/** Passing descriptors to another process over a Unix socket, with one byte of data. */
public final class FdPassing {
  private static final byte CARRIER = 1;

  private FdPassing() {}

  /** {@code sock:sendfd(fd, ai, flag, ...)}: 0. */
  public static Object sendfd(Arguments args) throws IOException {
    Socket socket = Sockets.self(args).socket;
    int fd = args.cInt(1);
    SockAddr to = args.isNil(2) ? null : Sockets.addrInfo(args, 2).addr;
    int flags = args.flags(3);
    try (var lent = new BorrowedFd(fd, "sendmsg");
        var message = new Message().controlCapacity(Control.space(Integer.BYTES))) {
      message.buffers(ByteBuffer.wrap(new byte[] {CARRIER})).name(to);
      message.control().add(Rights.of(lent.descriptor));
      Object sent = SendRecv.sent(1, () -> socket.sendmsg(message, flags));
      return sent instanceof Number ? (Object) 0 : sent;
    }
  }

  /**
   * {@code sock:recvfd(flag, ...)}: discards a message without a descriptor, and closes every
   * descriptor but the first.
   */
  public static Object recvfd(Arguments args) throws IOException {
    Socket socket = Sockets.self(args).socket;
    int flags = args.flags(1);
    Pressure.spare(args);
    try (var message = new Message().controlCapacity(Control.space(Integer.BYTES))) {
      int n = socket.recvmsg(message.buffers(ByteBuffer.allocate(1)), flags);
      Rights rights = n < 0 ? null : message.control().get(Rights.class);
      if (rights == null || rights.descriptors().isEmpty()) {
        return n == Socket.EOF ? Outcome.Plain.CLOSED : Outcome.Plain.AGAIN;
      }
      List<Descriptor> taken = rights.take(); // CMSG_SPACE leaves space for a second one
      for (Descriptor further : taken.subList(1, taken.size())) {
        further.close();
      }
      return taken.getFirst().detach();
    }
  }
}
