package org.llsocket.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.llsocket.programs.PktInfoProgram;
import org.llsocket.testing.Capability;
import org.llsocket.testing.ChildJvm;

/** The source address of the replies of a dual-stack UDP server, in a network of its own. */
class PktInfoTest {
  private static final String SETUP =
      """
      ip link set lo up
      ip link add there type veth peer name here
      ip link set there addrgenmode none
      ip address add 10.1.0.1/24 broadcast 10.1.0.255 dev there
      ip address add 10.1.0.2/24 broadcast 10.1.0.255 dev there
      ip address add 169.254.7.7/16 dev there
      ip address add fd00:77::1/64 nodad dev there
      ip address add fd00:77::2/64 nodad dev there
      ip address add fe80::77/64 nodad dev there
      ip link set there up
      ip link set here up
      exec "$@"
      """;

  private static List<String> answers(String options) {
    Capability.IPV6_LOOPBACK.require();
    return ChildJvm.of(PktInfoProgram.class).inNetwork(SETUP).arguments(options).lines();
  }

  @Test
  void reply_bothOptionsOnADualStackSocket_isFromTheDestinationOrTheLocalAddress() {
    assertThat(answers("both"))
        .containsExactly(
            "127.7.7.7 127.7.7.7",
            "10.1.0.1 10.1.0.1",
            "10.1.0.2 10.1.0.2",
            "10.1.0.255 10.1.0.1",
            "255.255.255.255 10.1.0.1",
            "239.255.77.9 10.1.0.1",
            "169.254.7.7 169.254.7.7",
            "fd00:77::1 fd00:77::1",
            "fe80::77%there fe80::77%there",
            "ff15::77:9 fd00:77::2");
  }

  /** The kernel gives but the destination, and of it a broadcast address shows to no one. */
  @Test
  void reply_ipv6OptionOnly_differsForNetworkBroadcastsOnly() {
    assertThat(answers("one"))
        .containsExactly(
            "127.7.7.7 127.7.7.7",
            "10.1.0.1 10.1.0.1",
            "10.1.0.2 10.1.0.2",
            "10.1.0.255 fails: sendmsg",
            "255.255.255.255 10.1.0.1",
            "239.255.77.9 10.1.0.1",
            "169.254.7.7 169.254.7.7",
            "fd00:77::1 fd00:77::1",
            "fe80::77%there fe80::77%there",
            "ff15::77:9 fd00:77::2");
  }
}
