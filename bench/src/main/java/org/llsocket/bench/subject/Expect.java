package org.llsocket.bench.subject;

import java.io.IOException;

/**
 * Checks a result: a wrong one ends the measurement. Also keeps the JIT from removing unused
 * results.
 */
final class Expect {
  private Expect() {}

  static void that(boolean holds) throws IOException {
    if (!holds) {
      throw new IOException("unexpected result");
    }
  }
}
