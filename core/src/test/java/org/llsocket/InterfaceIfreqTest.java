package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llsocket.SocketTest.assertErrno;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.programs.IfreqProgram;
import org.llsocket.testing.ChildJvm;

@ExtendWith(LeakCheck.class)
class InterfaceIfreqTest {
  private static final int SIXTEEN_BITS = 0xffff;

  private Socket socket;

  @BeforeEach
  void open() throws IOException {
    socket = Socket.open(AF.INET, SOCK.DGRAM);
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
  }

  @Test
  void get_everyInterface_isAsGetifaddrsReportsIt() throws Exception {
    for (Interface each : Interface.getifaddrs()) {
      assertThat(Interface.siocgifflags(socket, each.name()))
          .isEqualTo(each.flags() & SIXTEEN_BITS);
      assertThat(Interface.siocgifmtu(socket, each.name())).isEqualTo(each.mtu());
    }
  }

  @Test
  void set_loopback_isChanged() {
    assertThat(ChildJvm.of(IfreqProgram.class).inNetwork("exec \"$@\"").lines())
        .containsExactly(
            "IFF_LOOPBACK 65536",
            "IFF_UP|IFF_LOOPBACK|IFF_RUNNING 65536",
            "IFF_UP|IFF_LOOPBACK|IFF_RUNNING 12345",
            "IFF_LOOPBACK 12345");
  }

  @Test
  void set_withoutPrivilege_isEperm() throws Exception {
    int flags = Interface.siocgifflags(socket, "lo");
    int mtu = Interface.siocgifmtu(socket, "lo");
    assertErrno(Errno.EPERM, () -> ErrnoFixtures.asNobody(() -> setFlags(flags)));
    assertErrno(Errno.EPERM, () -> ErrnoFixtures.asNobody(() -> setMtu(mtu)));
  }

  private int setFlags(int flags) throws IOException {
    Interface.siocsifflags(socket, "lo", flags);
    return flags;
  }

  private int setMtu(int mtu) throws IOException {
    Interface.siocsifmtu(socket, "lo", mtu);
    return mtu;
  }

  @Test
  void ifreq_interfaceThatDoesNotExist_isEnodev() {
    String none = "xxxxxxxxxxxxxxx";
    assertThatThrownBy(() -> Interface.siocgifmtu(socket, none))
        .isInstanceOf(ErrnoException.class)
        .hasMessageStartingWith("ioctl(fd=%d, SIOCGIFMTU, \"%s\"): ENODEV", socket.fd(), none);
    assertErrno(Errno.ENODEV, () -> Interface.siocgifflags(socket, none));
    assertErrno(Errno.ENODEV, () -> Interface.siocgifmtu(socket, ""));
  }

  @Test
  void ifreq_badArgument_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interface.siocgifflags(socket, "x".repeat(16)))
        .withMessage("interface \"xxxxxxxxxxxxxxxx\" is 16 bytes; at most 15");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interface.siocgifmtu(socket, "lo\0"))
        .withMessageEndingWith("contains NUL");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interface.siocsifflags(socket, "lo", IFF.UP | IFF.LOWER_UP))
        .withMessage("flags IFF_UP|IFF_LOWER_UP are not in 0–0xffff");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interface.siocsifmtu(socket, "lo", -1))
        .withMessage("MTU -1 is negative");
  }

  @Test
  void ifreq_closed_isRefused() throws Exception {
    socket.close();
    assertThatExceptionOfType(ClosedChannelException.class)
        .isThrownBy(() -> Interface.siocgifflags(socket, "lo"));
    assertThatExceptionOfType(ClosedChannelException.class)
        .isThrownBy(() -> Interface.siocsifmtu(socket, "lo", 1500));
  }
}
