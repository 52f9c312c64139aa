package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.ExclusiveFile;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.PreClose;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.FdCalls;
import org.llsocket.internal.sys.PipeCalls;
import org.llsocket.internal.sys.SocketCalls;

/**
 * Creates the owner of an fd that the kernel has just returned. Only the owner itself is allocated
 * in between. If that allocation fails, the fd is closed, because nothing else would close it.
 */
final class NewFd {
  private static final int SOL_SOCKET = Platform.number("SOL_SOCKET");
  private static final int SO_DOMAIN = Platform.number("SO_DOMAIN");
  private static final int SO_TYPE = Platform.number("SO_TYPE");
  private static final int SO_PROTOCOL = Platform.number("SO_PROTOCOL");
  private static final int SO_ACCEPTCONN = Platform.number("SO_ACCEPTCONN");
  private static final int IPPROTO_TCP = Platform.number("IPPROTO_TCP");
  private static final int O_CLOEXEC = Platform.number("O_CLOEXEC");

  private NewFd() {}

  /**
   * The pre-close file, which replaces an fd that is closed while in use, has to exist before the
   * first descriptor does.
   */
  static void prepare() throws IOException {
    int made = PreClose.prepare();
    if (made < 0) {
      throw new ErrnoException(new Errno(-made), "open", "\"/\", O_PATH");
    }
  }

  /**
   * The properties of an open descriptor that is adopted, read from the kernel, which also reports
   * whether it is open. If that fails, ownership is not taken.
   */
  static OpenFileDescription adopted(int fd) throws IOException {
    prepare();
    var asked = new Handle(new OwnedFd(checkNumber(fd), new OpenFileDescription(false)));
    boolean _ = DescriptorFlags.nonblock(asked);
    return asked.file();
  }

  /** As {@link #adopted}, for a socket. */
  static OpenFileDescription adoptedSocket(int fd) throws IOException {
    boolean nonblock = adopted(fd).nonblock();
    var unknown = new Handle(new OwnedFd(fd, new OpenFileDescription(false)));
    int family = SocketOptionCalls.getInt(unknown, SOL_SOCKET, SO_DOMAIN);
    int type = SocketOptionCalls.getInt(unknown, SOL_SOCKET, SO_TYPE);
    var file = new OpenFileDescription(nonblock, family, type);
    var socket = new Handle(new OwnedFd(fd, file));
    boolean tcp = SocketOptionCalls.getInt(socket, SOL_SOCKET, SO_PROTOCOL) == IPPROTO_TCP;
    boolean listens = SocketOptionCalls.getInt(socket, SOL_SOCKET, SO_ACCEPTCONN) == 1;
    file.plainTcp(tcp && listens);
    SocketTimeouts.read(socket);
    SocketTimeouts.readLinger(socket);
    return file;
  }

  private static int checkNumber(int fd) {
    if (fd < 0) {
      throw new IllegalArgumentException("fd " + fd + " is negative");
    }
    return fd;
  }

  /** The owner of a new descriptor, which is closed if there is no memory for the owner. */
  static <H extends Handle> H of(int fd, OpenFileDescription file, Handle.Maker<H> maker) {
    H owner = null;
    try {
      owner = maker.own(fd, file);
      return owner;
    } finally {
      discardUnowned(owner, fd);
    }
  }

  /** Closes a new descriptor whose owner could not be created. */
  static void discardUnowned(@Nullable Handle owner, int fd) {
    if (owner == null) {
      FdCalls.discard(fd);
    }
  }

  /** Closes a new descriptor, through its owner if it has one already. */
  static void discard(@Nullable Handle owner, int fd, CallFrame frame) {
    discardUnowned(owner, fd);
    if (owner != null) {
      int _ = owner.owned.close(frame);
    }
  }

  // ---- two at once

  /** Creates the object that owns both descriptors of a call. */
  interface PairMaker<H extends Handle, P> {
    P own(H first, H second);
  }

  /** {@code pipe2(2)}: the reading end, then the writing end. */
  static <H extends Handle, P> P pipe(Handle.Maker<H> maker, PairMaker<H, P> both)
      throws IOException {
    prepare();
    var reads = new OpenFileDescription(false); // nothing is allocated after the system call
    var writes = new OpenFileDescription(false);
    CallFrame frame = CallFrame.current();
    try {
      int made = PipeCalls.pipe2(frame.errno, frame.value, O_CLOEXEC);
      if (made < 0) {
        throw new ErrnoException(new Errno(-made), "pipe2", "O_CLOEXEC");
      }
      return two(frame, reads, writes, maker, both);
    } finally {
      frame.done();
    }
  }

  private static <H extends Handle, P> P two(
      CallFrame frame,
      OpenFileDescription firstFile,
      OpenFileDescription secondFile,
      Handle.Maker<H> maker,
      PairMaker<H, P> both) {
    int one = frame.value.getAtIndex(JAVA_INT, 0);
    int other = frame.value.getAtIndex(JAVA_INT, 1);
    H first = null;
    H second = null;
    P pair = null;
    try {
      first = maker.own(one, firstFile);
      second = maker.own(other, secondFile);
      pair = both.own(first, second);
      return pair;
    } finally {
      if (pair == null) {
        discard(first, one, frame);
        discard(second, other, frame);
      }
    }
  }

  // ---- sockets

  static <H extends Handle> H socket(AF family, SOCK type, IPPROTO protocol, Handle.Maker<H> maker)
      throws IOException {
    prepare();
    var file = new ExclusiveFile(isNonblock(type), family.number(), type.type().number());
    int asked = type.cloexec().number();
    CallFrame frame = CallFrame.current();
    try {
      int fd = SocketCalls.socket(frame.errno, family.number(), asked, protocol.number());
      if (fd < 0) {
        throw failure(fd, "socket", family, type, protocol);
      }
      H made = of(fd, file, maker);
      SocketTimeouts.made(file, protocol);
      return made;
    } finally {
      frame.done();
    }
  }

  private static boolean isNonblock(SOCK type) {
    return (type.number() & SOCK.NONBLOCK) != 0;
  }

  private static OpenFileDescription file(AF family, SOCK type) {
    return new OpenFileDescription(isNonblock(type), family.number(), type.type().number());
  }

  private static ErrnoException failure(
      int n, String call, AF family, SOCK type, IPPROTO protocol) {
    return new ErrnoException(new Errno(-n), call, family + ", " + type + ", " + protocol.number());
  }

  static <H extends Handle, P> P pair(
      AF family, SOCK type, IPPROTO protocol, Handle.Maker<H> maker, PairMaker<H, P> both)
      throws IOException {
    prepare();
    OpenFileDescription first = file(family, type);
    OpenFileDescription second = file(family, type);
    int asked = type.cloexec().number();
    CallFrame frame = CallFrame.current();
    try {
      int made =
          SocketCalls.socketpair(
              frame.errno, family.number(), asked, protocol.number(), frame.value);
      if (made < 0) {
        throw failure(made, "socketpair", family, type, protocol);
      }
      return two(frame, first, second, maker, both);
    } finally {
      frame.done();
    }
  }
}
