package org.llsocket.message;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.MSG;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.SockAddrView;
import org.llsocket.internal.lifecycle.BlockingIo;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.SingleUse;
import org.llsocket.internal.message.MessagesCall;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Iovec;
import org.llsocket.internal.struct.Msghdr;
import org.llsocket.internal.sys.Buffers;
import org.llsocket.internal.sys.VectorCalls;

/** The parts of a {@link Message}, and the calls that use them. */
final class MessageCall extends MessagesCall {
  private static final int EINPROGRESS = Platform.number("EINPROGRESS");

  final Buffers buffers = new Buffers(true);
  final Control control;
  @Nullable SockAddrView name;
  int flags; // of the last receive

  private final MemorySegment header =
      Arena.ofAuto().allocate(Msghdr.SIZE + CallFrame.ADDRESS_SIZE, Long.BYTES);
  private final MemorySegment address = header.asSlice(Msghdr.SIZE);
  private MemorySegment iov = MemorySegment.NULL;

  // of the current call
  private boolean sends;
  private int asked; // flags
  private long total; // bytes
  private long moved;

  MessageCall(SingleUse owner) {
    control = new Control(MemorySegment.NULL, owner);
  }

  /** Ensures capacity for as many iovecs as there are buffers. */
  void allocateIovecs() {
    long bytes = (long) Iovec.SIZE * buffers.count();
    if (iov.byteSize() < bytes) {
      iov = Arena.ofAuto().allocate(bytes, Long.BYTES);
    }
  }

  int sendmsg(OwnedFd to, int sendFlags, long deadline) throws IOException {
    sends = true;
    asked = sendFlags | MSG.NOSIGNAL;
    try {
      control.descriptors.retain();
      return call(to, (sendFlags & MSG.DONTWAIT) == 0, deadline);
    } finally {
      control.descriptors.releaseRetained();
    }
  }

  int recvmsg(OwnedFd from, int receiveFlags, long deadline) throws IOException {
    buffers.checkWritable();
    if (name instanceof SockAddr immutable) {
      throw new IllegalArgumentException(
          "msg_name is immutable: " + immutable + "; a receive fills a SockAddrBuffer");
    }
    control.empty();
    flags = 0;
    sends = false;
    asked = receiveFlags | MessagesCall.closeOnExec(from.file());
    if (!from.file().isStream()) {
      asked &= ~MSG.WAITALL;
    }
    boolean urgent = isUrgent(from);
    if (urgent) {
      from.file().takesUrgent();
    }
    boolean waits = (receiveFlags & (MSG.DONTWAIT | MSG.ERRQUEUE)) == 0 && !urgent;
    int n = call(from, waits, deadline);
    control.descriptors.readFlags();
    return n;
  }

  private int call(OwnedFd on, boolean mayWait, long deadline) throws IOException {
    long n = 0;
    begin(on);
    moved = 0;
    try {
      total = buffers.begin(sends || (asked & MSG.TRUNC) != 0, false);
      checkRights(on);
      checkZeroCopy();
      writeHeader();
      n = (asked & MSG.ERRQUEUE) == 0 ? on.file().takeFailure() : 0;
      if (n == 0) {
        boolean waits = mayWait && (deadline != Deadline.NONE || !on.file().nonblock());
        n = BlockingIo.run(on, this, waits, deadline);
      }
    } finally {
      end();
      buffers.end(Math.max(n, 0), !sends);
    }
    return result(on, n);
  }

  private void checkRights(OwnedFd on) {
    if (sends && total == 0 && on.file().isStream() && control.sendsRights()) {
      throw new IllegalArgumentException(
          "descriptors need at least one byte of data on a stream: the kernel does not send an"
              + " empty part of a stream");
    }
  }

  private void checkZeroCopy() {
    if (sends && (asked & MSG.ZEROCOPY) != 0 && buffers.isCopied()) {
      throw new IllegalArgumentException(
          "MSG_ZEROCOPY reads the buffers after the call, so they must not be on the heap, and of at"
              + " most "
              + Buffers.PINS
              + " arenas");
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
      flags = Msghdr.flags(header) & ~MSG.CMSG_CLOEXEC; // the kernel leaves it set
      if (from != null) {
        from.copyFrom(address, Msghdr.namelen(header));
      }
      control.descriptors.own();
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

  /** A connection is begun once; name and control data are sent once. */
  @Override
  public void advance(long n) {
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
   * A send to a queue that is not the socket's own: a datagram to a Unix or netlink address. A
   * receive for which the kernel counts the bytes that have arrived, or which has to be one system
   * call because of its control data.
   */
  @Override
  public boolean onlyByWaiting() {
    boolean stream = socket().file().isStream();
    if (sends) {
      boolean queued = !stream && !socket().file().isInternet() && name != null;
      return queued && (asked & MSG.ZEROCOPY) == 0; // which needs its memory after the call
    }
    boolean all = (asked & MSG.WAITALL) != 0;
    boolean whole = all && ((asked & MSG.PEEK) != 0 || control.capacity() > 0);
    return stream && (whole || file().lowWater());
  }

  @Override
  public boolean mayBeStuck() {
    boolean zeroCopy = sends && (asked & MSG.ZEROCOPY) != 0; // cannot use shared memory
    return !zeroCopy && !socket().file().isStream();
  }

  @Override
  public void share() {
    buffers.end(0, false);
    buffers.begin(sends || (asked & MSG.TRUNC) != 0, true);
    buffers.writeTo(iov, moved);
  }

  /** Whether it receives a stream's urgent data, for which the kernel never waits. */
  private boolean isUrgent(OwnedFd on) {
    return (asked & MSG.OOB) != 0 && on.file().isStream();
  }

  // ---- the result

  private int result(OwnedFd on, long n) throws IOException {
    if (n > 0 || (n == 0 && sends)) {
      return (int) n;
    }
    if (n == 0 && on.isOpen()) {
      return on.file().ends(Msghdr.controllen(header)) && total > 0 && (asked & MSG.ERRQUEUE) == 0
          ? Descriptor.EOF
          : 0;
    }
    if (again(on, n)) {
      return Descriptor.AGAIN;
    }
    throw failure(on, n, sends ? "sendmsg" : "recvmsg", arguments());
  }

  private String arguments() {
    int shown = asked & ~(sends ? MSG.NOSIGNAL : MSG.CMSG_CLOEXEC);
    return "len="
        + total
        + (shown == 0 ? "" : ", flags=" + MSG.toString(shown))
        + (sends && name != null ? ", " + name : "");
  }
}
