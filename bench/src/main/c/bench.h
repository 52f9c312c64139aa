/* What the C programs of the benchmark share: time, arguments, addresses, the conversation with the harness. */
#ifndef BENCH_H
#define BENCH_H
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

/* The command line of a subject, as org.llsocket.bench.Args. */
struct args {
  const char *work;
  const char *transport; /* tcp, unix, udp, unixgram */
  const char *address;   /* the path of a Unix socket; a port, 0 for any */
  size_t size;           /* bytes of a message or a buffer */
  const char *file;
};

static inline void die(const char *what) {
  fprintf(stderr, "%s: %s\n", what, strerror(errno));
  exit(1);
}

/* The result of a call that must not fail. */
static inline long must(long n, const char *what) {
  if (n < 0) die(what);
  return n;
}

static inline int64_t clock_ns(clockid_t clock) {
  struct timespec t;
  must(clock_gettime(clock, &t), "clock_gettime");
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static inline int64_t now_ns(void) { return clock_ns(CLOCK_MONOTONIC); }

/* Ends with the harness, whatever becomes of it; and opens as many files as it may. */
static inline void begin(void) {
  struct rlimit files;
  if (!getrlimit(RLIMIT_NOFILE, &files)) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  signal(SIGPIPE, SIG_IGN);
}

/* How many milliseconds the harness asks for; the end of its asking ends the process. */
static inline int asked_ms(void) {
  char line[64];
  int ms;
  if (!fgets(line, sizeof line, stdin)) exit(0);
  if (sscanf(line, "go %d", &ms) != 1) {
    fprintf(stderr, "not understood: %s", line);
    exit(1);
  }
  return ms;
}

/* Answers every "go MILLIS" of the harness with how many operations were made in how many nanoseconds. */
static inline void loop(void (*run)(long count)) {
  puts("ready -");
  fflush(stdout);
  for (;;) {
    int64_t wanted = asked_ms() * (int64_t)1000000;
    long batch = 1, done = 0;
    int64_t cpu = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
    int64_t start = now_ns(), last = start, now;
    do {
      run(batch);
      done += batch;
      now = now_ns();
      if (now - last < 500000) batch *= 2;
      last = now;
    } while (now - start < wanted);
    cpu = clock_ns(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    printf("result ops=%ld ns=%lld cpu=%lld\n", done, (long long)(now - start), (long long)cpu);
    fflush(stdout);
  }
}

static inline int is_unix(const char *transport) { return !strncmp(transport, "unix", 4); }

static inline int is_stream(const char *transport) { return !strcmp(transport, "tcp") || !strcmp(transport, "unix"); }

static inline int new_socket(const char *transport, int flags) {
  int family = is_unix(transport) ? AF_UNIX : AF_INET;
  int type = is_stream(transport) ? SOCK_STREAM : SOCK_DGRAM;
  int fd = must(socket(family, type | SOCK_CLOEXEC | flags, 0), "socket");
  int big = 4 << 20;
  if (type == SOCK_DGRAM) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &big, sizeof big);
  return fd;
}

union address {
  struct sockaddr any;
  struct sockaddr_in in;
  struct sockaddr_un un;
};

static inline socklen_t to_address(const char *transport, const char *text, union address *to) {
  memset(to, 0, sizeof *to);
  if (is_unix(transport)) {
    to->un.sun_family = AF_UNIX;
    snprintf(to->un.sun_path, sizeof to->un.sun_path, "%s", text);
    return sizeof to->un;
  }
  to->in.sin_family = AF_INET;
  to->in.sin_port = htons(atoi(text));
  to->in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return sizeof to->in;
}

static inline void nodelay(int fd, const char *transport) {
  int on = 1;
  if (!strcmp(transport, "tcp")) must(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
}

/* A bound socket, listening if it is a stream; reports its address to the harness. */
static inline int bound(const struct args *a) {
  int fd = new_socket(a->transport, 0);
  union address here;
  must(bind(fd, &here.any, to_address(a->transport, a->address, &here)), "bind");
  if (is_stream(a->transport)) must(listen(fd, 4096), "listen");
  if (is_unix(a->transport)) {
    printf("ready %s\n", a->address);
  } else {
    socklen_t length = sizeof here;
    must(getsockname(fd, &here.any, &length), "getsockname");
    printf("ready %d\n", ntohs(here.in.sin_port));
  }
  fflush(stdout);
  return fd;
}

/* The works, by name; each file of the subject has a table that ends with an empty row. */
struct work {
  const char *name;
  void (*run)(const struct args *);
};
extern const struct work calls[], servers[], rings[], datagrams[];

#endif
