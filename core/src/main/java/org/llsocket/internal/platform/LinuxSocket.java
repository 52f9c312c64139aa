package org.llsocket.internal.platform;

/** Numbers of {@code <sys/socket.h>} and what it includes. */
final class LinuxSocket {
  static final String NUMBERS =
      """
      AF_UNSPEC 0
      AF_UNIX 1
      AF_INET 2
      AF_INET6 10
      SOCK_STREAM 1
      SOCK_DGRAM 2
      SOCK_SEQPACKET 5
      SOCK_NONBLOCK 0x800
      SOCK_CLOEXEC 0x80000
      SOL_SOCKET 1
      SO_TYPE 3
      SO_ERROR 4
      SO_PROTOCOL 38
      SO_DOMAIN 39
      SHUT_RD 0
      SHUT_WR 1
      SHUT_RDWR 2
      SOMAXCONN 4096
      MSG_NOSIGNAL 0x4000
      MSG_TRUNC 0x20
      F_DUPFD_CLOEXEC 1030
      F_GETFD 1
      F_SETFD 2
      F_GETFL 3
      F_SETFL 4
      FD_CLOEXEC 1
      O_NONBLOCK 0x800
      O_CLOEXEC 0x80000
      POLLOUT 4
      SIOCATMARK 0x8905
      IOV_MAX 1024
      SIGRTMAX 64
      """;

  private LinuxSocket() {}
}
