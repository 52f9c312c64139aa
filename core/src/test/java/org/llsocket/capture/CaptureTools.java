package org.llsocket.capture;

import java.util.List;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Command;

/** What the tests of captures share. */
final class CaptureTools {
  /** tcpdump(8), as the judge of filters and files. */
  static final Capability TCPDUMP =
      Capability.named(
          "TCPDUMP",
          "tcpdump(8) does not compile filters",
          () ->
              Command.output(List.of("sh", "-c", "tcpdump -y EN10MB -ddd ip || :"))
                  .startsWith("4"));

  private CaptureTools() {}
}
