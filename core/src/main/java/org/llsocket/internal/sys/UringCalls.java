package org.llsocket.internal.sys;

import static org.llsocket.internal.sys.Downcalls.call;
import static org.llsocket.internal.sys.Downcalls.result;
import static org.llsocket.internal.sys.Downcalls.symbol;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;

/** {@code <linux/io_uring.h>}, which no C library has functions for; {@code <sys/eventfd.h>}. */
public final class UringCalls {
  // long syscall(long number, ...);
  private static final MemorySegment SYSCALL = symbol("syscall");

  // int eventfd(unsigned int initval, int flags);
  private static final MemorySegment EVENTFD = symbol("eventfd");

  // int eventfd_write(int fd, eventfd_t value);
  private static final MemorySegment EVENTFD_WRITE = symbol("eventfd_write");

  private static final long SETUP = Platform.number("SYS_io_uring_setup");
  private static final long ENTER = Platform.number("SYS_io_uring_enter");
  private static final long REGISTER = Platform.number("SYS_io_uring_register");

  private UringCalls() {}

  public static int io_uring_setup(MemorySegment errno, int entries, MemorySegment params) {
    return result(errno, (int) call(SYSCALL, errno, SETUP, entries, params, 0));
  }

  /** With {@code struct io_uring_getevents_arg} as the argument, or NULL and 0. */
  public static int io_uring_enter(
      MemorySegment errno,
      int fd,
      int toSubmit,
      int minComplete,
      int flags,
      MemorySegment arg,
      long size) {
    return result(
        errno, (int) call(SYSCALL, errno, ENTER, fd, toSubmit, minComplete, flags, arg, size));
  }

  public static int io_uring_register(
      MemorySegment errno, int fd, int opcode, MemorySegment arg, int args) {
    return result(errno, (int) call(SYSCALL, errno, REGISTER, fd, opcode, arg, args));
  }

  public static int eventfd(MemorySegment errno, int value, int flags) {
    return result(errno, (int) call(EVENTFD, errno, value, flags, 0, 0));
  }

  /** Returns 0 or -1, does not capture errno, and allocates nothing. */
  public static int eventfd_write(int fd, long value) {
    return (int) Downcalls.plain(EVENTFD_WRITE, fd, value, 0, 0);
  }
}
