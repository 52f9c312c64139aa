/* Servers, each of which runs until it is killed. */
#include "bench.h"
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

#define GATHERED (1 << 16)

static char buffer[1 << 17];

/* Sends all; false if the client has closed the connection. */
static int send_all(int fd, const char *from, size_t length) {
  while (length > 0) {
    ssize_t n = send(fd, from, length, MSG_NOSIGNAL);
    if (n < 0) return 0;
    from += n;
    length -= n;
  }
  return 1;
}

static void answer_datagram(int fd) {
  union address from;
  socklen_t length = sizeof from;
  ssize_t n = must(recvfrom(fd, buffer, sizeof buffer, 0, &from.any, &length), "recvfrom");
  if (sendto(fd, buffer, n, MSG_NOSIGNAL, &from.any, length) < 0 && errno != ECONNREFUSED && errno != ENOENT) die("sendto");
}

static int accepted(int listener, const struct args *a, int flags) {
  int client = accept4(listener, NULL, NULL, SOCK_CLOEXEC | flags);
  if (client >= 0) nodelay(client, a->transport);
  return client;
}

/* One client after the other. */
static void work_blocking(const struct args *a) {
  int fd = bound(a);
  if (!is_stream(a->transport)) {
    for (;;) answer_datagram(fd);
  }
  for (;;) {
    int client = must(accepted(fd, a, 0), "accept");
    ssize_t n;
    while ((n = recv(client, buffer, sizeof buffer, 0)) > 0 && send_all(client, buffer, n)) {
    }
    close(client);
  }
}

static void watch(int epoll, int fd) {
  struct epoll_event wanted = {EPOLLIN, {.fd = fd}};
  must(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &wanted), "epoll_ctl");
}

static void echo_ready(int client) {
  ssize_t n = recv(client, buffer, sizeof buffer, 0);
  if (n < 0 && errno == EAGAIN) return;
  if (n <= 0 || !send_all(client, buffer, n)) close(client);
}

/* All clients in one thread. */
static void work_epoll(const struct args *a) {
  static struct epoll_event events[1024];
  int fd = bound(a);
  int stream = is_stream(a->transport);
  int epoll = must(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
  must(fcntl(fd, F_SETFL, O_NONBLOCK), "fcntl");
  watch(epoll, fd);
  for (;;) {
    int n = must(epoll_wait(epoll, events, 1024, -1), "epoll_wait");
    for (int i = 0; i < n; i++) {
      int ready = events[i].data.fd;
      if (ready != fd) {
        echo_ready(ready);
      } else if (!stream) {
        answer_datagram(fd);
      } else {
        int client;
        while ((client = accepted(fd, a, SOCK_NONBLOCK)) >= 0) watch(epoll, client);
      }
    }
  }
}

/* Sends blocks until the client closes the connection. */
static void work_source(const struct args *a) {
  int fd = bound(a);
  for (;;) {
    int client = must(accept4(fd, NULL, NULL, SOCK_CLOEXEC), "accept");
    while (send_all(client, buffer, a->size)) {
    }
    close(client);
  }
}

/* Sends 64 KiB of blocks per call, the default of Netty, until the client closes the connection. */
static void work_gather(const struct args *a) {
  static struct iovec blocks[GATHERED / 64];
  struct msghdr message = {.msg_iov = blocks, .msg_iovlen = GATHERED / a->size};
  int fd = bound(a);
  for (size_t i = 0; i < message.msg_iovlen; i++) blocks[i] = (struct iovec){buffer, a->size};
  for (;;) {
    int client = must(accepted(fd, a, 0), "accept");
    while (sendmsg(client, &message, MSG_NOSIGNAL) > 0) {
    }
    close(client);
  }
}

/* Receives into a buffer of a.size until the client closes the connection. */
static void work_sink(const struct args *a) {
  int fd = bound(a);
  for (;;) {
    int client = must(accept4(fd, NULL, NULL, SOCK_CLOEXEC), "accept");
    while (recv(client, buffer, a->size, 0) > 0) {
    }
    close(client);
  }
}

/* Sends a file repeatedly until the client closes the connection. */
static void work_file(const struct args *a) {
  int fd = bound(a);
  int file = must(open(a->file, O_RDONLY | O_CLOEXEC), "open");
  struct stat status;
  must(fstat(file, &status), "fstat");
  for (;;) {
    int client = must(accept4(fd, NULL, NULL, SOCK_CLOEXEC), "accept");
    ssize_t n;
    do {
      off_t offset = 0;
      do {
        n = sendfile(client, file, &offset, status.st_size - offset);
      } while (n > 0 && offset < status.st_size);
    } while (n > 0);
    close(client);
  }
}

/* Accepts and closes. */
static void work_door(const struct args *a) {
  int fd = bound(a);
  for (;;) close(must(accept4(fd, NULL, NULL, SOCK_CLOEXEC), "accept"));
}

/* Connects to the port in place of the file, and echoes. */
static void work_hello(const struct args *a) {
  union address there;
  int fd = new_socket(a->transport, 0);
  must(connect(fd, &there.any, to_address(a->transport, a->file, &there)), "connect");
  ssize_t n = must(recv(fd, buffer, a->size, 0), "recv");
  send_all(fd, buffer, n);
  close(fd);
}

const struct work servers[] = {
    {"blocking", work_blocking}, {"epoll", work_epoll}, {"source", work_source}, {"gather", work_gather}, {"sink", work_sink},
    {"file", work_file},         {"door", work_door},   {"hello", work_hello},   {0},
};
