package org.llsocket.waiting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A method in a state in which it has to wait.
 *
 * @param name the method, and where it is special, the state behind it
 */
record WaysRow(String name, Preparation preparation) {
  /** Makes the state. */
  interface Preparation {
    WaitKind.Setup in(Path directory) throws IOException;
  }

  static List<WaysRow> all() {
    return Stream.of(
            SocketWays.ALL,
            DescriptorWays.ALL,
            ViewWays.ALL,
            MessageWays.ALL,
            ServiceWays.ALL,
            CaptureWays.ALL)
        .flatMap(List::stream)
        .toList();
  }
}
