/* Single calls, each in a loop. */
#include "bench.h"
#include <fcntl.h>
#include <sys/epoll.h>

static int pair[2];
static int fd;
static int epoll;
static union address there;
static socklen_t there_length;
static char bytes[64];
static struct epoll_event events[1024];
static volatile long sum; /* keeps the results used */

static void pair_of(int type) { must(socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, pair), "socketpair"); }

static void run_getsockopt(long count) {
  for (; count > 0; count--) {
    int value;
    socklen_t length = sizeof value;
    must(getsockopt(fd, SOL_SOCKET, SO_RCVBUF, &value, &length), "getsockopt");
    sum += value;
  }
}

static void work_getsockopt(const struct args *a) {
  fd = new_socket(a->transport, 0);
  loop(run_getsockopt);
}

static void run_sendrecv(long count) {
  for (; count > 0; count--) {
    must(send(pair[0], bytes, 1, MSG_NOSIGNAL), "send");
    sum += must(recv(pair[1], bytes, 1, 0), "recv");
  }
}

static void work_sendrecv(const struct args *a) {
  (void)a;
  pair_of(SOCK_STREAM);
  loop(run_sendrecv);
}

static void run_again(long count) {
  for (; count > 0; count--) {
    if (recv(fd, bytes, sizeof bytes, 0) >= 0 || errno != EAGAIN) die("recv");
  }
}

static void work_again(const struct args *a) {
  (void)a;
  pair_of(SOCK_STREAM | SOCK_NONBLOCK);
  fd = pair[0];
  loop(run_again);
}

static void run_sendto(long count) {
  for (; count > 0; count--) {
    union address from;
    socklen_t length = sizeof from;
    must(sendto(fd, bytes, sizeof bytes, MSG_NOSIGNAL, &there.any, there_length), "sendto");
    sum += must(recvfrom(fd, bytes, sizeof bytes, 0, &from.any, &length), "recvfrom");
  }
}

/* A datagram socket connected to itself. */
static void to_self(const struct args *a) {
  fd = new_socket(a->transport, 0);
  there_length = to_address(a->transport, a->address, &there);
  must(bind(fd, &there.any, there_length), "bind");
  must(getsockname(fd, &there.any, &there_length), "getsockname");
}

static void work_sendto(const struct args *a) {
  to_self(a);
  loop(run_sendto);
}

static void run_recvmsg(long count) {
  for (; count > 0; count--) {
    union address from;
    char control[256];
    struct iovec iov = {bytes, sizeof bytes};
    struct msghdr message = {&from, sizeof from, &iov, 1, control, sizeof control, 0};
    must(sendto(fd, bytes, sizeof bytes, MSG_NOSIGNAL, &there.any, there_length), "sendto");
    must(recvmsg(fd, &message, MSG_CMSG_CLOEXEC), "recvmsg");
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c)) {
      if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO) {
        struct in_pktinfo info;
        memcpy(&info, CMSG_DATA(c), sizeof info);
        sum += info.ipi_ifindex;
      } else if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_TTL) {
        int ttl;
        memcpy(&ttl, CMSG_DATA(c), sizeof ttl);
        sum += ttl;
      }
    }
  }
}

static void work_recvmsg(const struct args *a) {
  int on = 1;
  to_self(a);
  must(setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof on), "IP_PKTINFO");
  must(setsockopt(fd, IPPROTO_IP, IP_RECVTTL, &on, sizeof on), "IP_RECVTTL");
  loop(run_recvmsg);
}

static void run_accept(long count) {
  for (; count > 0; count--) {
    int client = must(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    must(connect(client, &there.any, there_length), "connect");
    int server = must(accept4(fd, NULL, NULL, SOCK_CLOEXEC), "accept4");
    must(close(server), "close");
    must(close(client), "close");
  }
}

static void work_accept(const struct args *a) {
  fd = new_socket(a->transport, 0);
  there_length = to_address(a->transport, a->address, &there);
  must(bind(fd, &there.any, there_length), "bind");
  must(listen(fd, 16), "listen");
  loop(run_accept);
}

static void run_epoll(long count) {
  for (; count > 0; count--) {
    int n = must(epoll_wait(epoll, events, 1024, 0), "epoll_wait");
    for (int i = 0; i < n; i++) sum += events[i].data.fd;
  }
}

/* a.size sockets, each with a byte to read. */
static void work_epoll(const struct args *a) {
  epoll = must(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
  for (size_t i = 0; i < a->size; i++) {
    pair_of(SOCK_STREAM | SOCK_NONBLOCK);
    must(send(pair[1], bytes, 1, 0), "send");
    struct epoll_event wanted = {EPOLLIN, {.fd = pair[0]}};
    must(epoll_ctl(epoll, EPOLL_CTL_ADD, pair[0], &wanted), "epoll_ctl");
  }
  loop(run_epoll);
}

const struct work calls[] = {
    {"getsockopt", work_getsockopt}, {"sendrecv", work_sendrecv}, {"again", work_again},
    {"sendto", work_sendto},         {"recvmsg", work_recvmsg},   {"accept", work_accept},
    {"epollwait", work_epoll},       {0},
};
