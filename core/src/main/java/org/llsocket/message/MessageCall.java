package org.llsocket.message;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.SockAddrView;
import org.llsocket.Socket;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.OpenFile;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.Owners;
import org.llsocket.internal.lifecycle.Waiting;
import org.llsocket.internal.lifecycle.WaitingCall;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Iovec;
import org.llsocket.internal.struct.Msghdr;
import org.llsocket.internal.sys.Buffers;
import org.llsocket.internal.sys.VectorCalls;

/** The parts of a {@link Message}, and the call that is made with them. */
final class MessageCall implements WaitingCall {
  private static final int EAGAIN = Platform.number("EAGAIN");
  private static final int EINPROGRESS = Platform.number("EINPROGRESS");
  private static final int EINTR = Platform.number("EINTR");

  final Buffers buffers = new Buffers(true);
  final Control control;
  @Nullable SockAddrView name;
  int flags; // of the last receive

  private final MemorySegment header =
      Arena.ofAuto().allocate(Msghdr.SIZE + CallFrame.ADDRESS_SIZE, Long.BYTES);
  private final MemorySegment address = header.asSlice(Msghdr.SIZE);
  private MemorySegment iov = MemorySegment.NULL;

  // of the call that is made
  private @Nullable Socket socket;
  private boolean sends;
  private int asked; // flags
  private long total; // bytes
  private long moved;

  MessageCall(Exclusive owner) {
    control = new Control(MemorySegment.NULL, owner);
  }

  /** Makes room for as many iovecs as there are buffers. */
  void roomForBuffers() {
    long bytes = (long) Iovec.SIZE * buffers.count();
    if (iov.byteSize() < bytes) {
      iov = Arena.ofAuto().allocate(bytes, Long.BYTES);
    }
  }

  int sendmsg(Socket to, int sendFlags) throws IOException {
    sends = true;
    asked = sendFlags | MSG.NOSIGNAL;
    try {
      control.hold();
      return call(to, (sendFlags & MSG.DONTWAIT) == 0);
    } finally {
      control.letGo();
    }
  }

  int recvmsg(Socket from, int receiveFlags) throws IOException {
    buffers.checkWritable();
    if (name instanceof SockAddr immutable) {
      throw new IllegalArgumentException(
          "msg_name is immutable: " + immutable + "; a receive fills a SockAddrBuffer");
    }
    control.empty();
    flags = 0;
    sends = false;
    asked = receiveFlags | Message.closeOnExec(from);
    if (!Message.isStream(from)) {
      asked &= ~MSG.WAITALL;
    }
    boolean urgent = isUrgent(from);
    if (urgent) {
      Owners.of(from).file().takesUrgent();
    }
    int n = call(from, (receiveFlags & (MSG.DONTWAIT | MSG.ERRQUEUE)) == 0 && !urgent);
    control.look();
    return n;
  }

  private int call(Socket on, boolean waits) throws IOException {
    OwnedFd owned = Owners.of(on);
    long n = 0;
    socket = on;
    moved = 0;
    try {
      total = buffers.begin(sends || (asked & MSG.TRUNC) != 0, false);
      checkRights(on);
      checkZeroCopy();
      writeHeader();
      boolean tells = owned.file().keepsFailure() && (asked & MSG.ERRQUEUE) == 0;
      n = tells ? owned.file().takeFailure() : 0;
      if (n == 0) {
        n = Waiting.run(owned, this, waits && !owned.file().nonblock());
      }
    } finally {
      socket = null;
      buffers.end(Math.max(n, 0), !sends);
    }
    return result(on, n);
  }

  private void checkRights(Socket on) {
    if (sends && total == 0 && Message.isStream(on) && control.sendsRights()) {
      throw new IllegalArgumentException(
          "descriptors go with at least one byte of a stream: of none the kernel sends nothing");
    }
  }

  private void checkZeroCopy() {
    if (sends && (asked & MSG.ZEROCOPY) != 0 && buffers.isCopied()) {
      throw new IllegalArgumentException(
          "MSG_ZEROCOPY sends from the buffers after the call, so none can be on the heap, and they"
              + " are of "
              + Buffers.PINS
              + " arenas at most");
    }
  }

  private void writeHeader() {
    buffers.writeTo(iov, 0);
    Msghdr.iov(header, iov, buffers.count());
    if (sends) {
      Msghdr.name(header, address, name == null ? 0 : name.copyTo(address));
      Msghdr.control(header, control.memory(), control.toSend());
    }
  }

  // ---- the system call

  @Override
  public long make(CallFrame frame, int fd, boolean waits) {
    if (sends) {
      int with = waits ? asked : asked | MSG.DONTWAIT;
      return VectorCalls.sendmsg(frame.errno, fd, header, with, buffers.pins);
    }
    var from = (SockAddrBuffer) name;
    Msghdr.name(header, address, from == null ? 0 : CallFrame.ADDRESS_SIZE);
    Msghdr.control(header, control.memory(), control.capacity());
    Msghdr.flags(header, 0);
    int with = waits || isUrgent(socket()) ? asked : asked | MSG.DONTWAIT;
    long n = VectorCalls.recvmsg(frame.errno, fd, header, with, buffers.pins);
    if (n >= 0) {
      control.received(Msghdr.controllen(header));
      flags = Msghdr.flags(header) & ~MSG.CMSG_CLOEXEC; // which the kernel leaves there
      if (from != null) {
        from.copyFrom(address, Msghdr.namelen(header));
      }
      control.own();
    }
    return n;
  }

  @Override
  public boolean sends() {
    return sends;
  }

  @Override
  public boolean triesFirst() {
    return sends || ((asked & MSG.WAITALL) == 0 && !file().lowWater());
  }

  @Override
  public boolean isAll(long n) {
    return n >= total - moved || !(sends || (asked & MSG.WAITALL) != 0);
  }

  /** A connection that has begun is not begun again, and name and control data go once. */
  @Override
  public void goOn(long n) {
    if (n > 0 || n == -EINPROGRESS) {
      asked &= ~MSG.FASTOPEN;
    }
    if (n > 0) {
      moved += n;
      buffers.writeTo(iov, moved);
      Msghdr.name(header, address, 0);
      Msghdr.control(header, control.memory(), 0);
    }
  }

  /**
   * A send to a queue that is not the socket's own, a datagram to a Unix or netlink address; a
   * receive for which the kernel counts what has come, or which is one call for its control data.
   */
  @Override
  public boolean onlyByWaiting() {
    boolean stream = Message.isStream(socket());
    if (sends) {
      boolean others = !stream && !Message.isInternet(socket()) && name != null;
      return others && (asked & MSG.ZEROCOPY) == 0; // whose memory has to outlive the call
    }
    boolean all = (asked & MSG.WAITALL) != 0;
    boolean whole = all && ((asked & MSG.PEEK) != 0 || control.capacity() > 0);
    return stream && (whole || file().lowWater());
  }

  @Override
  public boolean mayBeStuck() {
    boolean zeroCopy = sends && (asked & MSG.ZEROCOPY) != 0; // the memory stays the user's
    return !zeroCopy && !Message.isStream(socket());
  }

  @Override
  public void share() {
    buffers.end(0, false);
    buffers.begin(sends || (asked & MSG.TRUNC) != 0, true);
    buffers.writeTo(iov, moved);
  }

  /** Whether it receives urgent data of a stream, for which the kernel never waits. */
  private boolean isUrgent(Socket on) {
    return (asked & MSG.OOB) != 0 && Message.isStream(on);
  }

  private Socket socket() {
    if (socket == null) {
      throw new IllegalStateException("no call is made");
    }
    return socket;
  }

  private OpenFile file() {
    return Owners.of(socket()).file();
  }

  // ---- what became of it

  private int result(Socket on, long n) throws IOException {
    if (n > 0) {
      return (int) n;
    }
    if (n == 0 && sends) {
      return 0;
    }
    if (!on.isOpen()) {
      throw new AsynchronousCloseException();
    }
    if (n == 0) {
      return Message.ends(on, Msghdr.controllen(header)) && total > 0 && (asked & MSG.ERRQUEUE) == 0
          ? Descriptor.EOF
          : 0;
    }
    if (n == -EAGAIN || n == -EINTR) {
      return Descriptor.AGAIN;
    }
    throw failed(on, n, sends ? "sendmsg" : "recvmsg", ", " + arguments());
  }

  private String arguments() {
    int shown = asked & ~(sends ? MSG.NOSIGNAL : MSG.CMSG_CLOEXEC);
    return "len="
        + total
        + (shown == 0 ? "" : ", flags=" + MSG.toString(shown))
        + (sends && name != null ? ", " + name : "");
  }

  static ErrnoException failed(Socket on, long n, String call, String arguments) {
    return new ErrnoException(
        new Errno((int) -n), call, "fd=" + Owners.of(on).number() + arguments);
  }
}
