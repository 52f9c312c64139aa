package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.llsocket.SocketTest.assertErrno;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.programs.TunProgram;
import org.llsocket.testing.Capability;
import org.llsocket.testing.ChildJvm;

/** Tun and tap devices, made in a network namespace. */
@ExtendWith(LeakCheck.class)
class TunTest {
  static final Path DEVICE = Path.of("/dev/net/tun");

  static final Capability TUN =
      Capability.named(
          "TUN",
          "/dev/net/tun does not open for reading and writing",
          () -> {
            try (Descriptor tun = Descriptor.openFile(DEVICE, O.RDWR, 0)) {
              return tun.isOpen();
            } catch (IOException lacking) {
              return false;
            }
          });

  @Test
  void tun_made_carriesPackets() {
    TUN.require();
    assertThat(ChildJvm.of(TunProgram.class).inNetwork("exec \"$@\"").lines())
        .containsExactly(
            "fresh EBADFD",
            "tun0",
            "Tun[name=tun0, flags=4097] IFF_TUN|IFF_NO_PI",
            "again EEXIST",
            "28 bytes of protocol 17 from 192.0.2.1 to 192.0.2.2",
            "tap0 Tun[name=tap0, flags=4098]",
            "busy EBUSY");
  }

  @Test
  void tun_otherFileOrBadArgument_isRefused() throws IOException {
    try (Descriptor file = Descriptor.openFile(Path.of("/dev/null"), O.RDWR, 0)) {
      assertErrno(Errno.ENOTTY, () -> Tun.tungetiff(file));
      assertErrno(Errno.ENOTTY, () -> Tun.tunsetiff(file, "tun0", IFF.TUN));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Tun.tunsetiff(file, "x".repeat(16), IFF.TUN))
          .withMessage("interface \"xxxxxxxxxxxxxxxx\" is 16 bytes; at most 15");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Tun.tunsetiff(file, "tun0", 0x10000))
          .withMessage("flags IFF_LOWER_UP are not in 0–0xffff");
    }
  }
}
