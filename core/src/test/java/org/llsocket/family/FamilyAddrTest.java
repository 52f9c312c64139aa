package org.llsocket.family;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.AF;
import org.llsocket.BDADDR;
import org.llsocket.ETH;
import org.llsocket.RTMGRP;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.VMADDR;
import org.llsocket.option.CAN;
import org.llsocket.option.HCI;
import org.llsocket.option.J1939;
import org.llsocket.option.PACKET;
import org.llsocket.option.TIPC;
import org.llsocket.option.XDP;

/** Every record: its bytes as C lays them out, its text, and what neither of them accepts. */
class FamilyAddrTest {
  private static final byte[] MAC = {2, 0, 0, 0, 0, 1};
  private static final String DEVICE = "00:1A:7D:DA:71:13";

  /**
   * A value, the family, its text, and its bytes after the family: numbers in the machine's order
   * as {@code size/number}, the others in hexadecimal.
   */
  private static Stream<Arguments> rows() {
    return Stream.of(
        Arguments.of(
            new SockaddrNl(7, RTMGRP.LINK | RTMGRP.IPV4_IFADDR),
            AF.NETLINK,
            "netlink:7,groups=0x11",
            "0000 4/7 4/17"),
        Arguments.of(new SockaddrNl(-1, 0), AF.NETLINK, "netlink:4294967295", "0000 4/-1 4/0"),
        Arguments.of(
            SockaddrLl.of(ETH.P_ALL, 1),
            AF.PACKET,
            "packet:lo:all",
            "0003 4/1 2/0 00 00 " + "00".repeat(8)),
        Arguments.of(
            new SockaddrLl(ETH.P_IP, 1, 772, PACKET.OUTGOING, MAC),
            AF.PACKET,
            "packet:lo:ip,hatype=loopback,pkttype=outgoing,addr=02:00:00:00:00:01",
            "0800 4/1 2/772 04 06 020000000001 0000"),
        Arguments.of(
            SockaddrLl.of(0x88f7, 0, new byte[20]),
            AF.PACKET,
            "packet:0:35063,addr=" + "00:".repeat(19) + "00",
            "88f7 4/0 2/0 00 14 " + "00".repeat(20)),
        Arguments.of(
            new SockaddrVm(VMADDR.CID_HOST, 1024),
            AF.VSOCK,
            "vsock:host:1024",
            "0000 4/1024 4/2 00 000000"),
        Arguments.of(
            new SockaddrVm(VMADDR.CID_ANY, VMADDR.PORT_ANY, VMADDR.FLAG_TO_HOST),
            AF.VSOCK,
            "vsock:any:any,flags=0x1",
            "0000 4/-1 4/-1 01 000000"),
        Arguments.of(new SockaddrCan.Raw(1), AF.CAN, "can:lo", "0000 4/1"),
        Arguments.of(
            new SockaddrCan.Tp(1, 0x700, CAN.EFF_FLAG | 0x708),
            AF.CAN,
            "isotp:lo:0x700:0x80000708",
            "0000 4/1 4/0x700 4/0x80000708"),
        Arguments.of(
            new SockaddrCan.J1939(1, -2, 0x12300, 0x20),
            AF.CAN,
            "j1939:lo,name=0xfffffffffffffffe,pgn=0x12300,addr=0x20",
            "0000 4/1 8/-2 4/0x12300 20 000000"),
        Arguments.of(
            new SockaddrCan.J1939(1, J1939.NO_NAME, J1939.NO_PGN, J1939.NO_ADDR),
            AF.CAN,
            "j1939:lo",
            "0000 4/1 8/0 4/0x40000 ff 000000"),
        Arguments.of(
            new SockaddrTipc.Service(1000, 7, 0x1001001, TIPC.NODE_SCOPE),
            AF.TIPC,
            "tipc-service:1000:7,domain=0x1001001,scope=3",
            "02 03 4/1000 4/7 4/0x1001001"),
        Arguments.of(
            new SockaddrTipc.Range(1000, 0, -1, -2),
            AF.TIPC,
            "tipc-range:1000:0:4294967295,scope=254",
            "01 fe 4/1000 4/0 4/-1"),
        Arguments.of(
            new SockaddrTipc.Port(12, 0x1001001, 0),
            AF.TIPC,
            "tipc-socket:12:0x1001001",
            "03 00 4/12 4/0x1001001 4/0"),
        Arguments.of(
            new SockaddrAlg("aead", "authenc(hmac(sha256),cbc(aes))", 0, 0x8),
            AF.ALG,
            "alg:aead:authenc(hmac(sha256),cbc(aes)),mask=0x8",
            ascii("aead", 14) + " 4/0 4/8 " + ascii("authenc(hmac(sha256),cbc(aes))", 64)),
        Arguments.of(
            new SockaddrXdp(XDP.COPY, 1, 3, 5),
            AF.XDP,
            "xdp:lo:3,flags=0x2,umem=5",
            "2/2 4/1 4/3 4/5"),
        Arguments.of(
            new SockaddrL2(0x1001, DEVICE, 4, BDADDR.LE_PUBLIC),
            AF.BLUETOOTH,
            "l2cap:" + DEVICE + ":4097,cid=4,type=le_public",
            "0110 1371da7d1a00 0400 01 00"),
        Arguments.of(
            new SockaddrRc(DEVICE, 1),
            AF.BLUETOOTH,
            "rfcomm:" + DEVICE + ":1",
            "1371da7d1a00 01 00"),
        Arguments.of(new SockaddrSco(DEVICE), AF.BLUETOOTH, "sco:" + DEVICE, "1371da7d1a00"),
        Arguments.of(
            new SockaddrHci(HCI.DEV_NONE, HCI.CHANNEL_USER),
            AF.BLUETOOTH,
            "hci:65535:1",
            "2/0xffff 2/1"));
  }

  private static String ascii(String text, int size) {
    return HexFormat.of().formatHex(Arrays.copyOf(text.getBytes(US_ASCII), size));
  }

  private static byte[] bytes(String words) {
    String hex =
        Arrays.stream(words.split(" ", -1)).map(FamilyAddrTest::hex).collect(Collectors.joining());
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(String word) {
    if (word.indexOf('/') < 0) {
      return word;
    }
    int size = word.charAt(0) - '0';
    long number = Long.decode(word.substring(2));
    boolean little = ByteOrder.nativeOrder().equals(ByteOrder.LITTLE_ENDIAN);
    return IntStream.range(0, size)
        .map(i -> little ? i : size - 1 - i)
        .mapToObj(i -> "%02x".formatted((number >>> (8 * i)) & 0xff))
        .collect(Collectors.joining());
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("rows")
  void value_ofEachFamily_isTheBytesOfCAndText(
      FamilyAddr value, AF family, String text, String saData) {
    SockAddr addr = SockAddr.of(value);
    assertThat(addr.family()).isEqualTo(family);
    assertThat(addr.saData()).isEqualTo(bytes(saData));
    assertThat(addr.as(value.getClass())).isEqualTo(value).hasSameHashCodeAs(value);
    assertThat(FamilyAddr.of(value.toBytes())).isEqualTo(value);
    assertThat(value).hasToString(text);
    assertThat(addr).hasToString(text);
    assertThat(SockAddr.parse(text)).isEqualTo(addr);
    assertThat(FamilyAddr.parse(text)).isEqualTo(value);
  }

  @Test
  void rows_everyFormat_hasOne() {
    List<String> prefixes =
        rows()
            .map(row -> requireNonNull(row.get()[2]).toString().replaceFirst(":.*", ":"))
            .distinct()
            .toList();
    assertThat(prefixes).hasSize(15);
    for (String prefix : prefixes) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SockAddr.parse(prefix))
          .withMessageContaining("\"" + prefix + "\" is not of the form " + prefix);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "vsock:HOST:0x400,               vsock:host:1024",
    "vsock:VMADDR_CID_LOCAL:1,       vsock:local:1",
    "packet:1:ETH_P_ARP,             packet:lo:arp",
    "packet:lo:0x806,                packet:lo:arp",
    "packet:lo:0,                    packet:lo:0",
    "'netlink:0,groups=17',          'netlink:0,groups=0x11'",
    "'xdp:lo:0,umem=3,flags=1',      'xdp:lo:0,flags=0x1,umem=3'",
    "l2cap:00:1a:7d:da:71:13:0x1001, l2cap:00:1A:7D:DA:71:13:4097",
  })
  void parse_otherSpellings_areTheSameAddress(String text, String printed) {
    assertThat(SockAddr.parse(text)).hasToString(printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vsock:host:4294967296 | port \"4294967296\" of \"vsock:host:4294967296\" is not a number in 0–4294967295 or a name",
        "vsock:moon:1 | cid \"moon\" of \"vsock:moon:1\" is not a number in 0–4294967295 or a name of VMADDR_CID_*",
        "vsock:2 | \"vsock:2\" is not of the form vsock:CID:PORT[,flags=…]",
        "vsock:2:1,flags=256 | flags \"256\" of \"vsock:2:1,flags=256\" is not a number in 0–255",
        "vsock:2:1,flag=1 | no field \"flag\" in vsock:CID:PORT[,flags=…]: \"vsock:2:1,flag=1\"",
        "netlink:-1 | is not of the form netlink:PID[,groups=…]",
        "netlink:1x | pid \"1x\" of \"netlink:1x\" is not a number",
        "packet:none-such:ip | interface \"none-such\" of \"packet:none-such:ip\" is not the name of an interface",
        "packet:4294967296:ip | is not an index in 0–4294967295",
        "packet:lo:ip,addr=0 | is not pairs of hexadecimal digits",
        "rfcomm:00:11:22:33:44:1 | is not of the form rfcomm:BDADDR:CHANNEL",
        "rfcomm:00:11:22:33:44:55:256 | is not a number in 0–255",
      })
  void parse_wrongField_isNamedWithItsLimit(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SockAddr.parse(text))
        .withMessageContaining(message);
  }

  @Test
  void parse_hardwareAddressOverTheLimit_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SockAddr.parse("packet:lo:ip,addr=" + "00:".repeat(32) + "00"))
        .withMessageContaining("at most 32 bytes");
    assertThat(SockAddr.parse("packet:lo:ip,addr=" + "00:".repeat(31) + "00").length())
        .isEqualTo(44);
  }

  private static Stream<Arguments> wrong() {
    return Stream.<Arguments>of(
        refused(() -> SockaddrLl.of(0x10000, 0), "sll_protocol: 65536 is not 0–65535"),
        refused(() -> SockaddrLl.of(-1, 0), "sll_protocol: -1 is not 0–65535"),
        refused(() -> new SockaddrLl(0, 0, 0, 256, MAC), "sll_pkttype: 256 is not 0–255"),
        refused(() -> new SockaddrLl(0, 0, 65536, 0, MAC), "sll_hatype: 65536 is not 0–65535"),
        refused(() -> SockaddrLl.of(0, 0, new byte[33]), "sll_halen: 33 is not 0–32"),
        refused(() -> new SockaddrVm(0, 0, 256), "svm_flags: 256 is not 0–255"),
        refused(() -> new SockaddrCan.J1939(0, 0, 0, 256), "addr: 256 is not 0–255"),
        refused(() -> new SockaddrTipc.Service(0, 0, 0, 128), "scope: 128 is not -128–127"),
        refused(() -> new SockaddrTipc.Range(0, 0, 0, -129), "scope: -129 is not -128–127"),
        refused(() -> new SockaddrTipc.Port(0, 0, 128), "scope: 128 is not -128–127"),
        refused(
            () -> new SockaddrAlg("a-type-too-long", "x"),
            "type: \"a-type-too-long\" is not text of at most 14 Latin-1 characters"),
        refused(() -> new SockaddrAlg("hash", "x".repeat(65)), "text of at most 64 Latin-1"),
        refused(() -> new SockaddrAlg("hash", "\0"), "is not text of"),
        refused(() -> new SockaddrAlg("hash", "€"), "is not text of"),
        refused(() -> new SockaddrXdp(65536, 0, 0, 0), "sxdp_flags: 65536 is not 0–65535"),
        refused(() -> new SockaddrL2(65536, DEVICE, 0, 0), "l2_psm: 65536 is not 0–65535"),
        refused(() -> new SockaddrL2(0, DEVICE, -1, 0), "l2_cid: -1 is not 0–65535"),
        refused(() -> new SockaddrL2(0, DEVICE, 0, 256), "l2_bdaddr_type: 256 is not 0–255"),
        refused(() -> new SockaddrRc("00:11:22:33:44", 1), "bdaddr \"00:11:22:33:44\" is not six"),
        refused(() -> new SockaddrRc(DEVICE, 256), "rc_channel: 256 is not 0–255"),
        refused(() -> new SockaddrSco("x"), "bdaddr \"x\" is not six pairs"),
        refused(() -> new SockaddrHci(65536, 0), "hci_dev: 65536 is not 0–65535"),
        refused(() -> new SockaddrHci(0, -1), "hci_channel: -1 is not 0–65535"));
  }

  private static Arguments refused(ThrowingCallable made, String message) {
    return Arguments.of(made, message);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("wrong")
  void value_outsideOfItsField_isRefused(ThrowingCallable made, String message) {
    assertThatIllegalArgumentException().isThrownBy(made).withMessageContaining(message);
  }

  @Test
  void value_withTextThatDoesNotFitItsForm_isHexadecimal() {
    for (SockaddrAlg alg :
        List.of(
            new SockaddrAlg("a:b", "x"),
            new SockaddrAlg("hash", "a,mask=1"),
            new SockaddrAlg("hash", "\u0001"))) {
      String text = alg.toString();
      assertThat(text).startsWith("AF_ALG:").hasSize("AF_ALG:".length() + 2 * 86);
      assertThat(SockAddr.parse(text)).isEqualTo(SockAddr.of(alg));
    }
  }

  @Test
  void toString_bytesThatNoFieldHolds_isHexadecimal() {
    byte[] data = SockAddr.vsock(VMADDR.CID_HOST, 1).saData();
    data[0] = 1; // svm_reserved1
    SockAddr addr = SockAddr.raw(AF.VSOCK, data);
    assertThat(addr.toString()).isEqualTo("AF_VSOCK:" + HexFormat.of().formatHex(data));
    assertThat(addr.as(SockaddrVm.class)).isEqualTo(new SockaddrVm(VMADDR.CID_HOST, 1));
  }

  @Test
  void toString_addressShorterThanItsStruct_isTheSameText() {
    byte[] whole = SockAddr.of(SockaddrLl.of(ETH.P_IP, 1, MAC)).saData();
    SockAddr cut = SockAddr.raw(AF.PACKET, Arrays.copyOf(whole, whole.length - 2));
    assertThat(cut).hasToString("packet:lo:ip,addr=02:00:00:00:00:01");
    assertThat(SockAddr.parse(cut.toString()).saData()).isEqualTo(whole);
  }

  @Test
  void as_anotherFamily_saysSo() {
    assertThatThrownBy(() -> SockAddr.inet("127.0.0.1", 80).as(SockaddrVm.class))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("no SockaddrVm in 127.0.0.1:80");
    assertThatThrownBy(() -> SockAddr.netlink(1, 0).as(SockaddrVm.class))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("no SockaddrVm in netlink:1");
    assertThatThrownBy(() -> new SockAddrBuffer().as(FamilyAddr.class))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("no FamilyAddr in none");
    assertThatThrownBy(() -> SockAddr.raw(AF.VSOCK, new byte[13]).as(FamilyAddr.class))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(SockAddr.netlink(1, 0).as(FamilyAddr.class)).isEqualTo(new SockaddrNl(1, 0));
  }

  @Test
  void of_bytesOfNoRecord_isNull() {
    assertThat(FamilyAddr.of(new byte[0])).isNull();
    assertThat(FamilyAddr.of(new byte[1])).isNull();
    assertThat(FamilyAddr.of(new byte[128])).isNull();
    assertThat(FamilyAddr.of(Arrays.copyOf(new SockaddrNl(1, 0).toBytes(), 129))).isNull();
    assertThat(FamilyAddr.parse("127.0.0.1:80")).isNull();
    assertThat(FamilyAddr.parse("vsock")).isNull();
  }

  @Test
  void value_arrays_areCopied() {
    byte[] mac = MAC.clone();
    SockaddrLl value = SockaddrLl.of(ETH.P_IP, 1, mac);
    mac[0] = 9;
    value.addr()[1] = 9;
    value.toBytes()[3] = 9;
    assertThat(value.addr()).isEqualTo(MAC);
    assertThat(value)
        .isEqualTo(SockaddrLl.of(ETH.P_IP, 1, MAC))
        .isNotEqualTo(SockaddrLl.of(ETH.P_IP, 1));
  }
}
