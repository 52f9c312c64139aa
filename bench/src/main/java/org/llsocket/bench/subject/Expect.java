package org.llsocket.bench.subject;

import java.io.IOException;

/** What makes a wrong result end a measurement; and every result used. */
final class Expect {
  private Expect() {}

  static void that(boolean holds) throws IOException {
    if (!holds) {
      throw new IOException("not the result that was expected");
    }
  }
}
