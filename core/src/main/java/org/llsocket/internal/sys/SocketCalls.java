package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sys/socket.h>}: making, naming and setting up sockets. */
public final class SocketCalls {
  // int socket(int domain, int type, int protocol);
  private static final MethodHandle SOCKET =
      Downcalls.capturing("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

  // int socketpair(int domain, int type, int protocol, int sv[2]);
  private static final MethodHandle SOCKETPAIR =
      Downcalls.capturing(
          "socketpair", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));

  // int bind(int sockfd, const struct sockaddr *addr, socklen_t addrlen);
  private static final MethodHandle BIND =
      Downcalls.capturing("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

  // int connect(int sockfd, const struct sockaddr *addr, socklen_t addrlen);
  private static final MethodHandle CONNECT =
      Downcalls.capturing("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

  // int listen(int sockfd, int backlog);
  private static final MethodHandle LISTEN =
      Downcalls.capturing("listen", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

  // int accept4(int sockfd, struct sockaddr *addr, socklen_t *addrlen, int flags);
  private static final MethodHandle ACCEPT4 =
      Downcalls.capturing(
          "accept4", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));

  // int shutdown(int sockfd, int how);
  private static final MethodHandle SHUTDOWN =
      Downcalls.capturing("shutdown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

  // int getsockname(int sockfd, struct sockaddr *addr, socklen_t *addrlen);
  private static final MethodHandle GETSOCKNAME =
      Downcalls.capturing(
          "getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  // int getpeername(int sockfd, struct sockaddr *addr, socklen_t *addrlen);
  private static final MethodHandle GETPEERNAME =
      Downcalls.capturing(
          "getpeername", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  // int getsockopt(int sockfd, int level, int optname, void *optval, socklen_t *optlen);
  private static final MethodHandle GETSOCKOPT =
      Downcalls.capturing(
          "getsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  // int setsockopt(int sockfd, int level, int optname, const void *optval, socklen_t optlen);
  private static final MethodHandle SETSOCKOPT =
      Downcalls.capturing(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

  private SocketCalls() {}

  public static int socket(MemorySegment errno, int domain, int type, int protocol) {
    try {
      return Downcalls.result(errno, (int) SOCKET.invokeExact(errno, domain, type, protocol));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int socketpair(
      MemorySegment errno, int domain, int type, int protocol, MemorySegment sv) {
    try {
      return Downcalls.result(
          errno, (int) SOCKETPAIR.invokeExact(errno, domain, type, protocol, sv));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int bind(MemorySegment errno, int fd, MemorySegment addr, int addrlen) {
    try {
      return Downcalls.result(errno, (int) BIND.invokeExact(errno, fd, addr, addrlen));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int connect(MemorySegment errno, int fd, MemorySegment addr, int addrlen) {
    try {
      return Downcalls.result(errno, (int) CONNECT.invokeExact(errno, fd, addr, addrlen));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int listen(MemorySegment errno, int fd, int backlog) {
    try {
      return Downcalls.result(errno, (int) LISTEN.invokeExact(errno, fd, backlog));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int accept4(
      MemorySegment errno, int fd, MemorySegment addr, MemorySegment addrlen, int flags) {
    try {
      return Downcalls.result(errno, (int) ACCEPT4.invokeExact(errno, fd, addr, addrlen, flags));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int shutdown(MemorySegment errno, int fd, int how) {
    try {
      return Downcalls.result(errno, (int) SHUTDOWN.invokeExact(errno, fd, how));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int getsockname(
      MemorySegment errno, int fd, MemorySegment addr, MemorySegment addrlen) {
    try {
      return Downcalls.result(errno, (int) GETSOCKNAME.invokeExact(errno, fd, addr, addrlen));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int getpeername(
      MemorySegment errno, int fd, MemorySegment addr, MemorySegment addrlen) {
    try {
      return Downcalls.result(errno, (int) GETPEERNAME.invokeExact(errno, fd, addr, addrlen));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int getsockopt(
      MemorySegment errno, int fd, int level, int name, MemorySegment value, MemorySegment length) {
    try {
      return Downcalls.result(
          errno, (int) GETSOCKOPT.invokeExact(errno, fd, level, name, value, length));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int setsockopt(
      MemorySegment errno, int fd, int level, int name, MemorySegment value, int length) {
    try {
      return Downcalls.result(
          errno, (int) SETSOCKOPT.invokeExact(errno, fd, level, name, value, length));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }
}
