package org.llsocket.waiting;

import static org.llsocket.waiting.SocketWays.LONG;
import static org.llsocket.waiting.SocketWays.row;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.capture.BpfProgram;
import org.llsocket.capture.PacketRing;
import org.llsocket.capture.PacketRingSetup;
import org.llsocket.testing.Capability;

/** Rings on the loopback interface whose filter selects no packet. */
final class CaptureWays {
  private static final PacketRingSetup SETUP =
      PacketRingSetup.DEFAULT.withBlocks(1 << 16, 2).withProgram(nothing());

  /** None if this user may not open packet sockets. */
  static final List<WaysRow> ALL =
      Capability.NET_RAW.present()
          ? List.of(
              row("capture.PacketRing.next()", d -> waits(PacketRing::next)),
              row("capture.PacketRing.next(Duration)", d -> waits(ring -> ring.next(LONG))))
          : List.of();

  private CaptureWays() {}

  private interface Call {
    @Nullable Object on(PacketRing ring) throws IOException;
  }

  private static BpfProgram nothing() {
    return BpfProgram.assembler().ret(0).build();
  }

  private static WaitKind.Setup waits(Call call) throws IOException {
    PacketRing ring = PacketRing.open(1, SETUP);
    return new WaitKind.Setup(ring.socket(), () -> call.on(ring), List.of(ring));
  }
}
