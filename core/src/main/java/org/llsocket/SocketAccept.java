package org.llsocket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.BlockingCall;
import org.llsocket.internal.lifecycle.BlockingIo;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.ExclusiveFile;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.SocketCalls;

/** {@code accept4(2)}. The new socket gets its owner before anything else can fail. */
final class SocketAccept<H extends Handle> implements BlockingCall, ExclusiveFile.Call {
  private static final int AF_UNIX = Platform.number("AF_UNIX");

  private final Handle listener;
  private final @Nullable SockAddrBuffer peer;
  private final int flags;
  private final Handle.Maker<H> maker;
  private @Nullable H accepted;

  private SocketAccept(
      Handle listener, @Nullable SockAddrBuffer peer, int flags, Handle.Maker<H> maker) {
    this.listener = listener;
    this.peer = peer;
    this.flags = flags;
    this.maker = maker;
  }

  /** The new socket, or null if it would have to wait. */
  static <H extends Handle> @Nullable H accept(
      Handle listener, @Nullable SockAddrBuffer peer, int flags, Handle.Maker<H> maker)
      throws IOException {
    if ((flags & ~(SOCK.NONBLOCK | SOCK.CLOEXEC)) != 0) {
      throw new IllegalArgumentException(
          "flags 0x"
              + Integer.toHexString(flags)
              + ": only SOCK.NONBLOCK and SOCK.CLOEXEC are allowed");
    }
    return new SocketAccept<>(listener, peer, flags, maker).run(Deadline.NONE);
  }

  /** The new socket, with a timeout, on a blocking socket. */
  static <H extends Handle> H accept(
      Handle listener, @Nullable SockAddrBuffer peer, Duration timeout, Handle.Maker<H> maker)
      throws IOException {
    long deadline = Deadline.in(timeout);
    SocketConnect.requireBlocking(listener);
    H accepted =
        awaitPeer(listener, deadline)
            ? new SocketAccept<>(listener, peer, 0, maker).run(deadline)
            : null;
    if (accepted == null) {
      throw new SocketTimeoutException("no connection within " + timeout);
    }
    return accepted;
  }

  /**
   * Whether poll(2) reports a connection before the deadline; the poll itself ends by its timeout,
   * without a signal. A virtual thread that parks in the call needs no poll.
   */
  private static boolean awaitPeer(Handle listener, long deadline) throws IOException {
    long limit = Math.min(deadline, listener.file().deadline(false));
    return !listener.file().zeroIsEof() || parks(listener) || listener.await(false, limit);
  }

  /** The owner of a socket that a ring has accepted. */
  static <H extends Handle> H own(
      int fd, OpenFileDescription listener, boolean nonblock, Handle.Maker<H> maker) {
    var file = new OpenFileDescription(nonblock, listener.family(), listener.type());
    H socket = maker.own(fd, file);
    try {
      SocketTimeouts.handOn(listener, socket);
    } catch (IOException e) {
      // an option of a socket that has just been made can be read
    }
    return socket;
  }

  private @Nullable H run(long deadline) throws IOException {
    boolean complete = false;
    try {
      long n = BlockingIo.run(listener.owned, this, !listener.file().nonblock(), deadline);
      if (n < 0) {
        int _ = listener.failed(n, "accept4", "");
        return null;
      }
      if (accepted != null) {
        SocketTimeouts.handOn(listener, accepted);
      }
      complete = true;
      return accepted;
    } finally {
      if (!complete && accepted != null) {
        int _ = accepted.owned.close();
      }
      Reference.reachabilityFence(listener);
    }
  }

  /** Whether the calling thread parks until there is a connection. */
  private static boolean parks(Handle listener) {
    return Thread.currentThread().isVirtual() && ExclusiveFile.is(listener.file());
  }

  @Override
  public boolean sends() {
    return false;
  }

  @Override
  public boolean onlyByWaiting() {
    return !parks(listener);
  }

  /** After a shutdown of a Unix listener only a call that waits reports the end. */
  @Override
  public boolean mayBeStuck() {
    return listener.file().family() == AF_UNIX;
  }

  @Override
  public long make(CallFrame frame, int fd, boolean waits) {
    boolean asIs = waits || !Thread.currentThread().isVirtual();
    long n =
        asIs
            ? makeOnce(frame, fd)
            : ExclusiveFile.withoutWaiting(listener.file(), frame, fd, true, this);
    if (n >= 0) {
      own(frame, (int) n);
    }
    return n;
  }

  @Override
  public int makeOnce(CallFrame frame, int fd) {
    boolean named = peer != null;
    frame.setAddressCapacity();
    return SocketCalls.accept4(
        frame.errno,
        fd,
        named ? frame.address : MemorySegment.NULL,
        named ? frame.length : MemorySegment.NULL,
        flags | SOCK.CLOEXEC);
  }

  private void own(CallFrame frame, int fd) {
    H made = null;
    try {
      OpenFileDescription file = listener.file();
      boolean nonblock = (flags & SOCK.NONBLOCK) != 0;
      made = maker.own(fd, new OpenFileDescription(nonblock, file.family(), file.type()));
      if (peer != null) {
        peer.readFrom(frame.address, frame.addressLength());
      }
      accepted = made;
    } finally {
      if (accepted == null) {
        NewFd.discard(made, fd, frame);
      }
    }
  }

  @Override
  public boolean hasEffect(long n) {
    return n >= 0;
  }
}
