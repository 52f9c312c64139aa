/* The load generator for all servers; one thread. Usage: load KIND TRANSPORT ADDRESS CONNECTIONS SIZE MILLIS PID FILE
 * Prints the number of operations, their duration in nanoseconds and the CPU time of process PID; with a FILE, writes the
 * nanoseconds of every round trip to it, 4 bytes each. */
#include "bench.h"
#include <fcntl.h>
#include <sys/epoll.h>

#define MAX_SAMPLES (4 << 20)

static struct args a;
static int connections;
static int64_t wanted_ns;
static pid_t pid;
static char *bytes;
static uint32_t *samples;
static long sampled;

static void sample(int64_t ns) {
  if (sampled < MAX_SAMPLES) samples[sampled++] = ns > UINT32_MAX ? UINT32_MAX : (uint32_t)ns;
}

/* A socket connected to the server; a Unix datagram socket is bound to a path, so that the server can reply. */
static int connected(void) {
  union address there;
  int fd = new_socket(a.transport, 0);
  if (!strcmp(a.transport, "unixgram")) {
    union address here;
    char path[100];
    snprintf(path, sizeof path, "%s.%d", a.address, getpid());
    must(bind(fd, &here.any, to_address(a.transport, path, &here)), "bind");
  }
  must(connect(fd, &there.any, to_address(a.transport, a.address, &there)), "connect");
  nodelay(fd, a.transport);
  return fd;
}

static int64_t cpu_ns(void) {
  clockid_t clock;
  if (pid == 0 || clock_getcpuclockid(pid, &clock)) return 0;
  return clock_ns(clock);
}

static int64_t cpu_start, start;

/* All are connected: the measurement begins. */
static void started(void) {
  puts("started");
  fflush(stdout);
  cpu_start = cpu_ns();
  start = now_ns();
}

static void finished(long operations) {
  int64_t ns = now_ns() - start;
  printf("result ops=%ld ns=%lld cpu=%lld\n", operations, (long long)ns, (long long)(cpu_ns() - cpu_start));
  fflush(stdout);
}

static void receive_all(int fd) {
  size_t got = 0;
  while (got < a.size) {
    ssize_t n = must(recv(fd, bytes + got, a.size - got, 0), "recv");
    if (n == 0) {
      fprintf(stderr, "the server closed a connection\n");
      exit(1);
    }
    got += n;
  }
}

static void round_trip(int fd) {
  if (must(send(fd, bytes, a.size, MSG_NOSIGNAL), "send") != (ssize_t)a.size) die("send, in part");
  receive_all(fd);
}

static void ping_pong(void) {
  int fd = connected();
  long trips = 0;
  round_trip(fd);
  started();
  for (int64_t last = start, now; last - start < wanted_ns; last = now, trips++) {
    round_trip(fd);
    now = now_ns();
    sample(now - last);
  }
  finished(trips);
}

static int *connect_all(void) {
  int *fds = malloc(connections * sizeof *fds);
  for (int i = 0; i < connections; i++) {
    fds[i] = connected();
    round_trip(fds[i]);
  }
  return fds;
}

/* Every connection has one message in flight at any time. */
static void echo(void) {
  if (connections == 1) {
    ping_pong();
    return;
  }
  static struct epoll_event events[1024];
  int *fds = connect_all();
  int64_t *sent = calloc(connections, sizeof *sent);
  int epoll = must(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
  for (int i = 0; i < connections; i++) {
    struct epoll_event wanted = {EPOLLIN, {.u32 = i}};
    must(epoll_ctl(epoll, EPOLL_CTL_ADD, fds[i], &wanted), "epoll_ctl");
  }
  started();
  for (int i = 0; i < connections; i++) {
    sent[i] = now_ns();
    must(send(fds[i], bytes, a.size, MSG_NOSIGNAL), "send");
  }
  long trips = 0;
  int64_t now = start;
  while (now - start < wanted_ns) {
    int n = must(epoll_wait(epoll, events, 1024, 1000), "epoll_wait");
    if (n == 0) {
      fprintf(stderr, "the server did not reply\n");
      exit(1);
    }
    now = now_ns();
    for (int i = 0; i < n; i++) {
      int which = events[i].data.u32;
      receive_all(fds[which]);
      sample(now - sent[which]);
      sent[which] = now;
      must(send(fds[which], bytes, a.size, MSG_NOSIGNAL), "send");
    }
    trips += n;
  }
  finished(trips);
}

/* Idle connections, until the end of the input. */
static void hold(void) {
  connect_all();
  puts("holding");
  fflush(stdout);
  while (getchar() != EOF) {
  }
}

/* Receives the server's data; an operation is a byte. */
static void take(void) {
  int fd = connected();
  long bytes_moved = 0;
  must(recv(fd, bytes, 1 << 18, 0), "recv");
  started();
  while (now_ns() - start < wanted_ns) {
    ssize_t n = must(recv(fd, bytes, 1 << 18, 0), "recv");
    if (n == 0) break;
    bytes_moved += n;
  }
  finished(bytes_moved);
}

/* Sends to the server; an operation is a byte. */
static void give(void) {
  int fd = connected();
  long bytes_moved = 0;
  must(send(fd, bytes, 1 << 16, MSG_NOSIGNAL), "send");
  started();
  while (now_ns() - start < wanted_ns) bytes_moved += must(send(fd, bytes, 1 << 16, MSG_NOSIGNAL), "send");
  finished(bytes_moved);
}

/* Connects, waits for the server to close, and closes with a reset, so that no port stays in TIME_WAIT. */
static void knock(void) {
  struct linger reset = {1, 0};
  long count = 0;
  started();
  while (now_ns() - start < wanted_ns) {
    int fd = connected();
    must(setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset), "SO_LINGER");
    must(recv(fd, bytes, 1, 0), "recv");
    must(close(fd), "close");
    count++;
  }
  finished(count);
}

static const struct {
  const char *name;
  void (*run)(void);
} kinds[] = {{"echo", echo}, {"hold", hold}, {"take", take}, {"give", give}, {"knock", knock}};

static void write_samples(const char *file) {
  FILE *out = fopen(file, "w");
  if (!out || fwrite(samples, sizeof *samples, sampled, out) != (size_t)sampled || fclose(out)) die(file);
}

int main(int argc, char **argv) {
  if (argc != 9) {
    fprintf(stderr, "usage: load KIND TRANSPORT ADDRESS CONNECTIONS SIZE MILLIS PID FILE\n");
    return 2;
  }
  begin();
  a = (struct args){argv[1], argv[2], argv[3], strtoul(argv[5], NULL, 10), argv[8]};
  connections = atoi(argv[4]);
  wanted_ns = atoi(argv[6]) * (int64_t)1000000;
  pid = atoi(argv[7]);
  bytes = calloc(1, 1 << 18);
  samples = malloc(MAX_SAMPLES * sizeof *samples);
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (!strcmp(kinds[i].name, a.work)) {
      kinds[i].run();
      if (strcmp(a.file, "-")) write_samples(a.file);
      while (getchar() != EOF) { /* the connections stay open until the harness has measured the server */
      }
      return 0;
    }
  }
  fprintf(stderr, "no load named %s\n", a.work);
  return 2;
}
