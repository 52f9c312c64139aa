package org.llsocket.internal.platform;

/**
 * Numbers for any descriptor: {@code <fcntl.h>}, {@code <poll.h>}, {@code <sys/epoll.h>}, {@code
 * <sys/eventfd.h>}, {@code <sys/ioctl.h>}, {@code <linux/sockios.h>}, {@code <limits.h>}, {@code
 * <signal.h>}, {@code <sys/syscall.h>}.
 */
final class LinuxFile {
  static final String NUMBERS =
      """
      F_DUPFD 0
      F_GETFD 1
      F_SETFD 2
      F_GETFL 3
      F_SETFL 4
      F_SETOWN 8
      F_GETOWN 9
      F_SETSIG 10
      F_GETSIG 11
      F_SETOWN_EX 15
      F_GETOWN_EX 16
      F_DUPFD_CLOEXEC 1030
      F_SETPIPE_SZ 1031
      F_GETPIPE_SZ 1032
      FD_CLOEXEC 1

      O_RDONLY 0
      O_WRONLY 1
      O_RDWR 2
      O_ACCMODE 3
      O_CREAT 0x40
      O_EXCL 0x80
      O_NOCTTY 0x100
      O_TRUNC 0x200
      O_APPEND 0x400
      O_NONBLOCK 0x800
      O_DSYNC 0x1000
      O_ASYNC 0x2000
      O_DIRECT 0x4000
      O_DIRECTORY 0x10000
      O_NOFOLLOW 0x20000
      O_NOATIME 0x40000
      O_CLOEXEC 0x80000
      O_SYNC 0x101000
      O_PATH 0x200000
      O_TMPFILE 0x410000

      POLLIN 0x1
      POLLPRI 0x2
      POLLOUT 0x4
      POLLERR 0x8
      POLLHUP 0x10
      POLLNVAL 0x20
      POLLRDNORM 0x40
      POLLRDBAND 0x80
      POLLWRNORM 0x100
      POLLWRBAND 0x200
      POLLMSG 0x400
      POLLREMOVE 0x1000
      POLLRDHUP 0x2000

      EPOLLIN 0x1
      EPOLLPRI 0x2
      EPOLLOUT 0x4
      EPOLLERR 0x8
      EPOLLHUP 0x10
      EPOLLNVAL 0x20
      EPOLLRDNORM 0x40
      EPOLLRDBAND 0x80
      EPOLLWRNORM 0x100
      EPOLLWRBAND 0x200
      EPOLLMSG 0x400
      EPOLLRDHUP 0x2000
      EPOLLEXCLUSIVE 0x10000000
      EPOLLWAKEUP 0x20000000
      EPOLLONESHOT 0x40000000
      EPOLLET 0x80000000
      EPOLL_CTL_ADD 1
      EPOLL_CTL_DEL 2
      EPOLL_CTL_MOD 3
      EPOLL_CLOEXEC 0x80000

      RWF_NOWAIT 0x8

      SPLICE_F_MOVE 1
      SPLICE_F_NONBLOCK 2
      SPLICE_F_MORE 4
      SPLICE_F_GIFT 8

      EFD_SEMAPHORE 1
      EFD_NONBLOCK 0x800
      EFD_CLOEXEC 0x80000

      FIONREAD 0x541b
      FIONBIO 0x5421
      FIOASYNC 0x5452
      FIOSETOWN 0x8901
      FIOGETOWN 0x8903
      SIOCINQ 0x541b
      SIOCOUTQ 0x5411
      SIOCOUTQNSD 0x894b
      SIOCSPGRP 0x8902
      SIOCGPGRP 0x8904
      SIOCATMARK 0x8905
      SIOCGSTAMP 0x8906
      SIOCGSTAMPNS 0x8907

      IOV_MAX 1024
      SIGRTMAX 64
      SIG_UNBLOCK 1
      SA_RESTART 0x10000000
      SYS_gettid 178
      SYS_tgkill 131
      """;

  private LinuxFile() {}
}
