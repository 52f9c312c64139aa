package org.llsocket.internal.sys;

import static org.llsocket.internal.sys.Downcalls.call;
import static org.llsocket.internal.sys.Downcalls.result;
import static org.llsocket.internal.sys.Downcalls.symbol;

import java.lang.foreign.MemorySegment;

/** {@code <sys/socket.h>}: creation, addresses, connections and options of sockets. */
public final class SocketCalls {
  // int socket(int domain, int type, int protocol);
  private static final MemorySegment SOCKET = symbol("socket");

  // int socketpair(int domain, int type, int protocol, int sv[2]);
  private static final MemorySegment SOCKETPAIR = symbol("socketpair");

  // int bind(int sockfd, const struct sockaddr *addr, socklen_t addrlen);
  private static final MemorySegment BIND = symbol("bind");

  // int connect(int sockfd, const struct sockaddr *addr, socklen_t addrlen);
  private static final MemorySegment CONNECT = symbol("connect");

  // int listen(int sockfd, int backlog);
  private static final MemorySegment LISTEN = symbol("listen");

  // int accept4(int sockfd, struct sockaddr *addr, socklen_t *addrlen, int flags);
  private static final MemorySegment ACCEPT4 = symbol("accept4");

  // int shutdown(int sockfd, int how);
  private static final MemorySegment SHUTDOWN = symbol("shutdown");

  // int getsockname(int sockfd, struct sockaddr *addr, socklen_t *addrlen);
  private static final MemorySegment GETSOCKNAME = symbol("getsockname");

  // int getpeername(int sockfd, struct sockaddr *addr, socklen_t *addrlen);
  private static final MemorySegment GETPEERNAME = symbol("getpeername");

  // int getsockopt(int sockfd, int level, int optname, void *optval, socklen_t *optlen);
  private static final MemorySegment GETSOCKOPT = symbol("getsockopt");

  // int setsockopt(int sockfd, int level, int optname, const void *optval, socklen_t optlen);
  private static final MemorySegment SETSOCKOPT = symbol("setsockopt");

  private SocketCalls() {}

  public static int socket(MemorySegment errno, int domain, int type, int protocol) {
    return result(errno, (int) call(SOCKET, errno, domain, type, protocol, 0));
  }

  public static int socketpair(
      MemorySegment errno, int domain, int type, int protocol, MemorySegment sv) {
    return result(errno, (int) call(SOCKETPAIR, errno, domain, type, protocol, sv, 0));
  }

  public static int bind(MemorySegment errno, int fd, MemorySegment addr, int addrlen) {
    return result(errno, (int) call(BIND, errno, fd, addr, addrlen, 0));
  }

  public static int connect(MemorySegment errno, int fd, MemorySegment addr, int addrlen) {
    return result(errno, (int) call(CONNECT, errno, fd, addr, addrlen, 0));
  }

  public static int listen(MemorySegment errno, int fd, int backlog) {
    return result(errno, (int) call(LISTEN, errno, fd, backlog, 0, 0));
  }

  public static int accept4(
      MemorySegment errno, int fd, MemorySegment addr, MemorySegment addrlen, int flags) {
    return result(errno, (int) call(ACCEPT4, errno, fd, addr, addrlen, flags));
  }

  public static int shutdown(MemorySegment errno, int fd, int how) {
    return result(errno, (int) call(SHUTDOWN, errno, fd, how, 0, 0));
  }

  public static int getsockname(
      MemorySegment errno, int fd, MemorySegment addr, MemorySegment addrlen) {
    return result(errno, (int) call(GETSOCKNAME, errno, fd, addr, addrlen, 0));
  }

  public static int getpeername(
      MemorySegment errno, int fd, MemorySegment addr, MemorySegment addrlen) {
    return result(errno, (int) call(GETPEERNAME, errno, fd, addr, addrlen, 0));
  }

  public static int getsockopt(
      MemorySegment errno, int fd, int level, int name, MemorySegment value, MemorySegment length) {
    return result(errno, (int) call(GETSOCKOPT, errno, fd, level, name, value, length));
  }

  public static int setsockopt(
      MemorySegment errno, int fd, int level, int name, MemorySegment value, int length) {
    return result(errno, (int) call(SETSOCKOPT, errno, fd, level, name, value, length));
  }
}
