package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.llsocket.SocketTest.assertErrno;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.option.SOF;
import org.llsocket.testing.Namespace;

/** What drivers report of a veth and of a tap device, whose speed can be set. */
@ExtendWith(LeakCheck.class)
class EthtoolTest {
  private static final int TEN_GIGABITS = 12; // ETHTOOL_LINK_MODE_10000baseT_Full_BIT

  private static Socket open(Namespace namespace) throws IOException {
    return NetNs.of(namespace.pid()).open(AF.UNIX, SOCK.DGRAM);
  }

  @Test
  void veth_driverLinkAndTimes_areReported() throws Exception {
    try (Namespace namespace = Namespace.create();
        Socket socket = open(namespace)) {
      namespace.run("ip link add veth0 type veth peer name veth1");
      Ethtool.Drvinfo driver = Ethtool.gdrvinfo(socket, "veth0");
      assertThat(driver.driver()).isEqualTo("veth");
      assertThat(driver.version()).isNotEmpty();
      assertThat(driver.n_stats()).isPositive();
      assertThat(Ethtool.glink(socket, "veth0")).isFalse();
      namespace.run("ip link set veth0 up");
      namespace.run("ip link set veth1 up");
      assertThat(Ethtool.glink(socket, "veth0")).isTrue();
      Ethtool.TsInfo times = Ethtool.get_ts_info(socket, "veth0");
      assertThat(times.so_timestamping() & SOF.TIMESTAMPING_SOFTWARE).isNotZero();
      assertThat(times.phc_index()).isEqualTo(-1);
      assertThat(times.tx_types()).isZero();
      assertThat(times.rx_filters()).isZero();
      Ethtool.LinkSettings settings = Ethtool.glinksettings(socket, "veth0");
      assertThat(settings.speed()).isEqualTo(10_000);
      assertThat(settings.duplex()).isEqualTo(Ethtool.DUPLEX_FULL);
      assertThat(settings.link_mode_masks_nwords()).isPositive();
      assertErrno(Errno.EOPNOTSUPP, () -> set(socket, "veth0", settings));
      assertErrno(Errno.EOPNOTSUPP, () -> Ethtool.glinksettings(socket, "lo"));
      assertErrno(Errno.ENODEV, () -> Ethtool.gdrvinfo(socket, "veth7"));
    }
  }

  private static Socket set(Socket socket, String name, Ethtool.LinkSettings settings)
      throws IOException {
    Ethtool.slinksettings(socket, name, settings);
    return socket;
  }

  @Test
  void tap_speedSet_isItsSpeed() throws Exception {
    try (Namespace namespace = Namespace.create();
        Socket socket = open(namespace)) {
      TunTest.TUN.require();
      namespace.run("ip tuntap add tap0 mode tap");
      Ethtool.LinkSettings before = Ethtool.glinksettings(socket, "tap0");
      assertThat(before.autoneg()).isEqualTo(Ethtool.AUTONEG_DISABLE);
      Ethtool.slinksettings(socket, "tap0", before.withSpeed(2500, Ethtool.DUPLEX_HALF));
      assertThat(Ethtool.glinksettings(socket, "tap0"))
          .isEqualTo(before.withSpeed(2500, Ethtool.DUPLEX_HALF));
      List<Integer> modes = List.of(0, TEN_GIGABITS, 33);
      Ethtool.slinksettings(socket, "tap0", before.withAutoneg(modes));
      Ethtool.LinkSettings negotiated = Ethtool.glinksettings(socket, "tap0");
      assertThat(negotiated.autoneg()).isEqualTo(Ethtool.AUTONEG_ENABLE);
      assertThat(negotiated.advertising()).isEqualTo(modes);
      assertThat(negotiated.supported()).isEqualTo(before.supported());
      namespace.run("ip tuntap del tap0 mode tap");
    }
  }

  @Test
  void settings_outsideOfTheirFields_areRefused() {
    var settings =
        new Ethtool.LinkSettings(10, 0, 0, 0, 0, 0, 0, 0, 0, 1, List.of(31), List.of(), List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withSpeed(-1, 0))
        .withMessage("speed: -1 is not 0–4294967295");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withSpeed(1, 256))
        .withMessage("a field of one byte: 256 is not 0–255");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withAutoneg(List.of(32)))
        .withMessage("link mode: 32 is not 0–31");
  }
}
