package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llsocket.programs.NoDescriptorsProgram;
import org.llsocket.testing.Capability;
import org.llsocket.testing.ChildJvm;

class NameInfoTest {
  private static final int NUMERIC = NI.NUMERICHOST | NI.NUMERICSERV;

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1:80, 192.0.2.1, 80",
    "0.0.0.0:0, 0.0.0.0, 0",
    "255.255.255.255:65535, 255.255.255.255, 65535",
    "[2001:db8::1]:443, 2001:db8::1, 443",
    "[::ffff:192.0.2.1]:1, ::ffff:192.0.2.1, 1",
    "[fe80::1%lo]:1, fe80::1%lo, 1",
  })
  void getnameinfo_numeric_isTheAddress(String addr, String host, String service)
      throws IOException {
    assertThat(NameInfo.getnameinfo(SockAddr.parse(addr), NUMERIC))
        .isEqualTo(new NameInfo(host, service));
  }

  @Test
  void getnameinfo_loopback_isLocalhost() throws IOException {
    assertThat(NameInfo.getnameinfo(SockAddr.inet("127.0.0.1", 0), 0).host())
        .isEqualTo("localhost");
  }

  /** 512 is exec for TCP and biff for UDP. */
  @Test
  void getnameinfo_dgram_isTheServiceOfUdp() throws IOException {
    SockAddr addr = SockAddr.inet("127.0.0.1", 512);
    assertThat(NameInfo.getnameinfo(addr, NI.NUMERICHOST).service()).isEqualTo("exec");
    assertThat(NameInfo.getnameinfo(addr, NI.NUMERICHOST | NI.DGRAM).service()).isEqualTo("biff");
  }

  @Test
  void getnameinfo_addressThatACallFilled_isTaken() throws IOException {
    var from = new SockAddrBuffer();
    try (var socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      socket.bind(SockAddr.inet("127.0.0.1", 0));
      socket.sendto(ByteBuffer.allocate(1), socket.getsockname(), 0);
      socket.recvfrom(ByteBuffer.allocate(1), from, 0);
      assertThat(NameInfo.getnameinfo(from, NUMERIC))
          .isEqualTo(new NameInfo("127.0.0.1", Integer.toString(socket.getsockname().port())));
    }
  }

  @Test
  void getnameinfo_emptyAddress_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NameInfo.getnameinfo(new SockAddrBuffer(), 0))
        .withMessageContaining("empty");
  }

  @Test
  void getnameinfo_unknownFlags_areBadflags() {
    assertThatExceptionOfType(AddrInfoException.class)
        .isThrownBy(() -> NameInfo.getnameinfo(SockAddr.inet("127.0.0.1", 0), 0x4000_0000))
        .withMessage("getnameinfo(127.0.0.1:0, 0x40000000): EAI_BADFLAGS (Bad value for ai_flags)")
        .satisfies(e -> assertThat(e.code()).isEqualTo(EAI.BADFLAGS))
        .satisfies(e -> assertThat(e.call()).isEqualTo("getnameinfo"))
        .satisfies(e -> assertThat(e.errno()).isNull());
  }

  @Test
  void getnameinfo_otherFamily_isFamily() {
    SockAddr packet = SockAddr.raw(AF.PACKET, new byte[18]);
    assertThatExceptionOfType(AddrInfoException.class)
        .isThrownBy(() -> NameInfo.getnameinfo(packet, 0))
        .satisfies(e -> assertThat(e.code()).isEqualTo(EAI.FAMILY));
  }

  @ParameterizedTest
  @CsvSource({"unix:/run/x.sock, /run/x.sock", "unix:@name, ''", "unix:, ''"})
  void getnameinfo_unixAddress_isItsPath(String addr, String path) throws IOException {
    Capability.GLIBC.require();
    assertThat(NameInfo.getnameinfo(SockAddr.parse(addr), 0).service()).isEqualTo(path);
  }

  @Test
  void getnameinfo_longestUnixPath_isWhole() throws IOException {
    Capability.GLIBC.require();
    String path = "/" + "x".repeat(106);
    assertThat(NameInfo.getnameinfo(SockAddr.unix(path), 0).service()).isEqualTo(path);
  }

  @Test
  void getnameinfo_withoutDescriptors_carriesErrno() {
    Capability.GLIBC.require();
    assertThat(ChildJvm.of(NoDescriptorsProgram.class).descriptorLimit(99).lines())
        .containsExactly(
            "getnameinfo(192.0.2.10:80, 0): EAI_SYSTEM: EMFILE (Too many open files)", "EMFILE");
  }
}
