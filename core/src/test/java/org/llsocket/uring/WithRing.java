package org.llsocket.uring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.LeakCheck;

/** A small ring for each test, and the results of operations. */
@ExtendWith(LeakCheck.class)
abstract class WithRing {
  Ring ring;
  final List<Integer> results = new ArrayList<>();
  final Ring.Handler<Object> note = (operation, _) -> results.add(operation.result());

  @BeforeEach
  final void open() throws IOException {
    Rings.IO_URING.require();
    ring = Ring.open(Rings.SMALL);
  }

  @AfterEach
  final void close() throws IOException {
    if (ring != null) {
      ring.close();
      assertThat(ring.inFlight()).isZero();
    }
  }
}
