/* Datagrams as fast as they go. */
#include "bench.h"
const struct work datagrams[] = {{0}};
