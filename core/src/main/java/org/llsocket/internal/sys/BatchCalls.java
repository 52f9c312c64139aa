package org.llsocket.internal.sys;

import static org.llsocket.internal.sys.Downcalls.call;
import static org.llsocket.internal.sys.Downcalls.result;
import static org.llsocket.internal.sys.Downcalls.symbol;

import java.lang.foreign.MemorySegment;

/**
 * {@code <sys/socket.h>}: many messages at once. All memory that the headers point to has to be in
 * the arena of the headers, which the call holds open.
 */
public final class BatchCalls {
  // int sendmmsg(int sockfd, struct mmsghdr *msgvec, unsigned int vlen, int flags);
  private static final MemorySegment SENDMMSG = symbol("sendmmsg");

  // int recvmmsg(int sockfd, struct mmsghdr *msgvec, unsigned int vlen, int flags, struct timespec
  // *timeout);
  private static final MemorySegment RECVMMSG = symbol("recvmmsg");

  private BatchCalls() {}

  public static int sendmmsg(
      MemorySegment errno, int fd, MemorySegment headers, int count, int flags) {
    return result(errno, (int) call(SENDMMSG, errno, fd, headers, count, flags));
  }

  /** Without the timeout, which the kernel checks only after a message has arrived. */
  public static int recvmmsg(
      MemorySegment errno, int fd, MemorySegment headers, int count, int flags) {
    return result(
        errno, (int) call(RECVMMSG, errno, fd, headers, count, flags, MemorySegment.NULL, 0));
  }
}
