package org.llsocket.lua.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.llsocket.Descriptor;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.lua.Call;
import org.llsocket.message.Control;
import org.llsocket.message.Message;
import org.llsocket.message.Rights;

/** Descriptors that go to another process over a Unix socket, with one byte to carry them. */
public final class Passing {
  private static final byte CARRIER = 1;

  private Passing() {}

  /** {@code sock:sendfd(fd, ai, flag, ...)}: 0. */
  public static Object sendfd(Call call) throws IOException {
    Socket socket = Sockets.self(call).socket;
    int fd = call.cInt(1);
    SockAddr to = call.isNil(2) ? null : Sockets.addrInfo(call, 2).addr;
    int flags = call.flags(3);
    try (var lent = new Lent(fd, "sendmsg");
        var message = new Message().controlCapacity(Control.space(Integer.BYTES))) {
      message.buffers(ByteBuffer.wrap(new byte[] {CARRIER})).name(to);
      message.control().add(Rights.of(lent.descriptor));
      Object sent = Transfers.sent(1, () -> socket.sendmsg(message, flags));
      return sent instanceof Number ? (Object) 0 : sent;
    }
  }

  /**
   * {@code sock:recvfd(flag, ...)}: a message without a descriptor is thrown away, and so is every
   * descriptor but the first.
   */
  public static Object recvfd(Call call) throws IOException {
    Socket socket = Sockets.self(call).socket;
    int flags = call.flags(1);
    Pressure.spare(call);
    try (var message = new Message().controlCapacity(Control.space(Integer.BYTES))) {
      int n = socket.recvmsg(message.buffers(ByteBuffer.allocate(1)), flags);
      Rights rights = n < 0 ? null : message.control().get(Rights.class);
      if (rights == null || rights.descriptors().isEmpty()) {
        return n == Socket.EOF ? Outcome.Plain.CLOSED : Outcome.Plain.AGAIN;
      }
      List<Descriptor> taken = rights.take(); // CMSG_SPACE has room for a second one
      for (Descriptor further : taken.subList(1, taken.size())) {
        further.close();
      }
      return taken.getFirst().release();
    }
  }
}
