/* The C subject: runs a workload by its name, written as a C programmer would write it. Usage: subject WORK TRANSPORT ADDRESS SIZE FILE */
#include "bench.h"
#include <pthread.h>

static void *idle(void *nothing) {
  for (;;) pause();
  return nothing;
}

/* "+threads" after the name of a workload: in a process with two threads, in which the kernel and the C library do more
 * per call. */
static void add_thread_if_told(char *work) {
  pthread_t thread;
  char *plus = strchr(work, '+');
  if (!plus) return;
  *plus = '\0';
  if (pthread_create(&thread, NULL, idle, NULL)) die("pthread_create");
}

static void run_if_in(const struct work *table, const struct args *a) {
  for (; table->name; table++) {
    if (!strcmp(table->name, a->work)) {
      table->run(a);
      exit(0);
    }
  }
}

int main(int argc, char **argv) {
  if (argc != 6) {
    fprintf(stderr, "usage: subject WORK TRANSPORT ADDRESS SIZE FILE\n");
    return 2;
  }
  begin();
  add_thread_if_told(argv[1]);
  struct args a = {argv[1], argv[2], argv[3], strtoul(argv[4], NULL, 10), argv[5]};
  run_if_in(calls, &a);
  run_if_in(servers, &a);
  run_if_in(rings, &a);
  run_if_in(datagrams, &a);
  fprintf(stderr, "no workload named %s\n", a.work);
  return 2;
}
