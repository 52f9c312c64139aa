package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void toString_knownNumber_isTheCName() {
    assertThat(new AF(10)).hasToString("AF_INET6");
    assertThat(new IPPROTO(262)).hasToString("IPPROTO_MPTCP");
    assertThat(new SOCK(5)).hasToString("SOCK_SEQPACKET");
    assertThat(new Errno(111)).hasToString("ECONNREFUSED");
    assertThat(SHUT.RDWR).hasToString("SHUT_RDWR");
    assertThat(EAI.toString(EAI.NONAME)).isEqualTo("EAI_NONAME");
  }

  @Test
  void toString_unknownNumber_isThePrefixAndTheNumber() {
    assertThat(new AF(4711)).hasToString("AF_4711");
    assertThat(new IPPROTO(4711)).hasToString("IPPROTO_4711");
    assertThat(new SOCK(15)).hasToString("SOCK_15");
    assertThat(new Errno(4711)).hasToString("E4711");
    assertThat(EAI.toString(-4711)).isEqualTo("EAI_-4711");
  }

  @Test
  void toString_aliases_areTheMainNames() {
    assertThat(AF.LOCAL).isEqualTo(AF.UNIX).hasToString("AF_UNIX");
    assertThat(AF.ROUTE).isEqualTo(AF.NETLINK).hasToString("AF_NETLINK");
    assertThat(Errno.EWOULDBLOCK).isEqualTo(Errno.EAGAIN).hasToString("EAGAIN");
    assertThat(Errno.EDEADLOCK).isEqualTo(Errno.EDEADLK).hasToString("EDEADLK");
    assertThat(Errno.ENOTSUP).isEqualTo(Errno.EOPNOTSUPP).hasToString("EOPNOTSUPP");
    assertThat(MSG.toString(MSG.TRYHARD | MSG.EOF)).isEqualTo("MSG_DONTROUTE|MSG_FIN");
    assertThat(IPPROTO.IPCOMP).isEqualTo(IPPROTO.COMP).hasToString("IPPROTO_COMP");
  }

  @Test
  void toString_bsdProtocol_isItsNameWhereLinuxHasNone() {
    assertThat(IPPROTO._3PC).hasToString("IPPROTO_3PC");
    assertThat(IPPROTO.OSPFIGP).hasToString("IPPROTO_OSPFIGP");
    assertThat(IPPROTO.SEP).isEqualTo(IPPROTO.DCCP).hasToString("IPPROTO_DCCP");
    assertThat(IPPROTO.IPV4).isEqualTo(IPPROTO.IPIP).hasToString("IPPROTO_IPIP");
  }

  /** EPOLLRDHUP is 0x2000 and EAI_SYSTEM is -11: numbers that are not an errno. */
  @Test
  void toString_errnoWithTheNumberOfAnotherENames_isNotThatName() {
    assertThat(new Errno(0x2000)).hasToString("E8192");
    assertThat(new Errno(-11)).hasToString("E-11");
    assertThat(new Errno(0)).hasToString("E0");
  }

  @Test
  void strerror_knownAndUnknownNumber_isTheLibrarysText() {
    assertThat(Errno.ECONNREFUSED.strerror()).isEqualTo("Connection refused");
    assertThat(new Errno(4711).strerror()).isNotEmpty();
  }

  @Test
  void toString_sockWithFlags_namesThem() {
    assertThat(SOCK.STREAM.nonblock().cloexec())
        .hasToString("SOCK_STREAM|SOCK_NONBLOCK|SOCK_CLOEXEC");
    assertThat(SOCK.DGRAM.nonblock().type()).isEqualTo(SOCK.DGRAM);
  }

  @Test
  void flags_none_areZero() {
    assertThat(MSG.toString(0)).isEqualTo("0");
    assertThat(NI.toString(NI.WITHSCOPEID)).isEqualTo("0");
  }

  @Test
  void flags_several_areJoined() {
    assertThat(MSG.toString(MSG.PEEK | MSG.DONTWAIT | MSG.CMSG_CLOEXEC))
        .isEqualTo("MSG_PEEK|MSG_DONTWAIT|MSG_CMSG_CLOEXEC");
    assertThat(AI.toString(AI.DEFAULT)).isEqualTo("AI_V4MAPPED|AI_ADDRCONFIG");
    assertThat(NI.toString(NI.NUMERICHOST | NI.IDN)).isEqualTo("NI_NUMERICHOST|NI_IDN");
    assertThat(SPLICE.toString(SPLICE.F_MOVE | SPLICE.F_GIFT))
        .isEqualTo("SPLICE_F_MOVE|SPLICE_F_GIFT");
    assertThat(IFF.toString(IFF.UP | IFF.LOWER_UP)).isEqualTo("IFF_UP|IFF_LOWER_UP");
  }

  @Test
  void flags_withoutAName_comeLastInHexadecimal() {
    assertThat(MSG.toString(0x8000_0000 | MSG.OOB)).isEqualTo("MSG_OOB|0x80000000");
  }
}
