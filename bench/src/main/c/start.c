/* Starts a program and waits for its first echo. Usage: start COMMAND...; appends the port that the program has to connect to.
 * Prints the nanoseconds from before fork(2) to the return of the 64 bytes; exits when the program has exited. */
#include "bench.h"
#include <fcntl.h>
#include <sys/wait.h>

int main(int argc, char **argv) {
  struct args a = {"start", "tcp", "0", 64, "-"};
  char port[16], bytes[64] = {0};
  union address here;
  socklen_t length = sizeof here;
  if (argc < 2) {
    fprintf(stderr, "usage: start COMMAND...\n");
    return 2;
  }
  begin();
  int listener = new_socket(a.transport, 0);
  must(bind(listener, &here.any, to_address(a.transport, a.address, &here)), "bind");
  must(listen(listener, 1), "listen");
  must(getsockname(listener, &here.any, &length), "getsockname");
  snprintf(port, sizeof port, "%d", ntohs(here.in.sin_port));
  argv[argc] = port; /* replaces the NULL */
  char **command = calloc(argc + 1, sizeof *command);
  memcpy(command, argv + 1, argc * sizeof *command);
  int64_t start = now_ns();
  pid_t child = must(fork(), "fork");
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    must(dup2(must(open("/dev/null", O_WRONLY), "/dev/null"), 1), "dup2"); /* the JVM prints a message about its cache */
    execvp(command[0], command);
    die(command[0]);
  }
  alarm(20);
  int fd = must(accept(listener, NULL, NULL), "accept");
  must(send(fd, bytes, sizeof bytes, MSG_NOSIGNAL), "send");
  if (must(recv(fd, bytes, sizeof bytes, MSG_WAITALL), "recv") != sizeof bytes) die("recv, in part");
  int64_t ns = now_ns() - start;
  must(close(fd), "close");
  must(waitpid(child, NULL, 0), "waitpid");
  printf("result ops=1 ns=%lld\n", (long long)ns);
  return 0;
}
