package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llsocket.SocketTest.assertErrno;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.programs.IfreqProgram;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Namespace;

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

  // ---- a veth in a namespace

  private static Inet4Address inet(String text) {
    return Inet4Address.ofLiteral(text);
  }

  private static Socket veth(Namespace namespace) throws IOException {
    namespace.run("ip link add veth0 type veth peer name veth1");
    return NetNs.of(namespace.pid()).open(AF.INET, SOCK.DGRAM);
  }

  @Test
  void addresses_set_areThoseOfTheInterface() throws Exception {
    try (Namespace namespace = Namespace.create();
        Socket there = veth(namespace)) {
      assertErrno(Errno.EADDRNOTAVAIL, () -> Interface.siocgifaddr(there, "veth0"));
      Interface.siocsifaddr(there, "veth0", inet("192.0.2.1"));
      assertThat(Interface.siocgifnetmask(there, "veth0")).isEqualTo(inet("255.255.255.0"));
      Interface.siocsifnetmask(there, "veth0", inet("255.255.255.240"));
      Interface.siocsifbrdaddr(there, "veth0", inet("192.0.2.15"));
      assertThat(Interface.siocgifaddr(there, "veth0")).isEqualTo(inet("192.0.2.1"));
      assertThat(Interface.siocgifnetmask(there, "veth0")).isEqualTo(inet("255.255.255.240"));
      assertThat(Interface.siocgifbrdaddr(there, "veth0")).isEqualTo(inet("192.0.2.15"));
      Interface.siocsifdstaddr(there, "veth0", inet("192.0.2.2"));
      assertThat(Interface.siocgifdstaddr(there, "veth0")).isEqualTo(inet("192.0.2.2"));
      namespace.run("ip -o addr show dev veth0 | grep -q '192.0.2.1 peer 192.0.2.2'");
      assertErrno(Errno.EINVAL, () -> netmask(there, "255.0.255.0"));
      assertErrno(Errno.EINVAL, () -> address(there, "224.0.0.1"));
      assertErrno(Errno.ENODEV, () -> Interface.siocgifaddr(there, "veth7"));
    }
  }

  private static Socket netmask(Socket socket, String mask) throws IOException {
    Interface.siocsifnetmask(socket, "veth0", inet(mask));
    return socket;
  }

  private static Socket address(Socket socket, String address) throws IOException {
    Interface.siocsifaddr(socket, "veth0", inet(address));
    return socket;
  }

  @Test
  void hwaddr_set_isThatOfTheInterface() throws Exception {
    try (Namespace namespace = Namespace.create();
        Socket there = veth(namespace)) {
      HwAddr mine = HwAddr.ethernet("02:00:00:00:00:2A");
      Interface.siocsifhwaddr(there, "veth0", mine);
      assertThat(Interface.siocgifhwaddr(there, "veth0")).isEqualTo(mine);
      assertThat(mine.type()).isEqualTo(ARPHRD.ETHER);
      namespace.run("ip link show dev veth0 | grep -q 'link/ether 02:00:00:00:00:2a'");
      assertThat(Interface.siocgifhwaddr(there, "lo"))
          .isEqualTo(new HwAddr(ARPHRD.LOOPBACK, new byte[6]));
      assertErrno(
          Errno.EINVAL, () -> hwaddr(there, new HwAddr(ARPHRD.PPP, mine.address()))); // no Ethernet
      assertErrno(
          Errno.EADDRNOTAVAIL,
          () -> hwaddr(there, HwAddr.ethernet("01:00:5e:00:00:01"))); // a group
    }
  }

  private static Socket hwaddr(Socket socket, HwAddr hwaddr) throws IOException {
    Interface.siocsifhwaddr(socket, "veth0", hwaddr);
    return socket;
  }

  @Test
  void hwAddr_anythingElse_isRefused() {
    for (String text : new String[] {"", "02:00", "02:00:00:00:00:0", "02-00-00-00-00-01", "x"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> HwAddr.ethernet(text))
          .withMessage(
              "\"" + text + "\" is not six pairs of hexadecimal digits with colons between");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HwAddr(ARPHRD.INFINIBAND, new byte[20]))
        .withMessage("hardware address of 20 bytes; at most 14");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HwAddr(65_536, new byte[6]))
        .withMessage("type: 65536 is not 0–65535");
    byte[] bytes = {2, 0, 0, 0, 0, 1};
    HwAddr address = new HwAddr(ARPHRD.ETHER, bytes);
    bytes[0] = 9;
    address.address()[1] = 9;
    assertThat(address)
        .isEqualTo(HwAddr.ethernet("02:00:00:00:00:01"))
        .hasSameHashCodeAs(HwAddr.ethernet("02:00:00:00:00:01"))
        .hasToString("02:00:00:00:00:01")
        .isNotEqualTo(new HwAddr(ARPHRD.PPP, address.address()));
  }

  @Test
  void queueLengthAndName_set_areThoseOfTheInterface() throws Exception {
    try (Namespace namespace = Namespace.create();
        Socket there = veth(namespace)) {
      Interface.siocsiftxqlen(there, "veth0", 77);
      assertThat(Interface.siocgiftxqlen(there, "veth0")).isEqualTo(77);
      Interface.siocsifname(there, "veth0", "wan%d");
      assertThat(Interface.siocgiftxqlen(there, "wan0")).isEqualTo(77);
      assertErrno(Errno.EEXIST, () -> rename(there, "veth1"));
      assertErrno(Errno.EINVAL, () -> rename(there, "a b"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rename(there, "x".repeat(16)))
          .withMessageContaining("is 16 bytes; at most 15");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Interface.siocsiftxqlen(there, "wan0", -1))
          .withMessage("queue length -1 is negative");
    }
  }

  private static Socket rename(Socket socket, String newname) throws IOException {
    Interface.siocsifname(socket, "wan0", newname);
    return socket;
  }

  @Test
  void hwtstamp_deviceThatTakesNone_isEopnotsupp() throws Exception {
    try (Namespace namespace = Namespace.create();
        Socket there = veth(namespace)) {
      assertErrno(Errno.EOPNOTSUPP, () -> Interface.siocghwtstamp(there, "veth0"));
      var all = new HwtstampConfig(0, HWTSTAMP.TX_ON, HWTSTAMP.FILTER_ALL);
      assertErrno(Errno.EOPNOTSUPP, () -> Interface.siocshwtstamp(there, "veth0", all));
      var unknown = new HwtstampConfig(0, 99, 0); // which the kernel reads and refuses by itself
      assertErrno(Errno.ERANGE, () -> Interface.siocshwtstamp(there, "veth0", unknown));
      assertErrno(Errno.ENODEV, () -> Interface.siocghwtstamp(there, "veth7"));
    }
  }
}
