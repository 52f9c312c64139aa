/* Starts a program and waits for its first echo. Usage: start COMMAND...; adds a port that the program is to connect to.
 * Prints the nanoseconds from before fork(2) to the 64 bytes coming back. */
#include "bench.h"


int main(int argc, char **argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: start COMMAND...\n");
    return 2;
  }
  begin();
  return 0;
}
