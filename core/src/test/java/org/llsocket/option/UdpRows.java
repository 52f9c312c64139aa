package org.llsocket.option;

import static org.llsocket.Errno.ENOPROTOOPT;
import static org.llsocket.option.OptionRow.flag;
import static org.llsocket.option.OptionRow.row;

import java.util.List;
import org.llsocket.testing.Capability;

/** The rows of {@link UDP} and {@link UDPLITE}. */
final class UdpRows {
  private UdpRows() {}

  static List<OptionRow<?>> rows() {
    return List.of(
        flag(UDP.CORK, false),
        row(UDP.ENCAP).fresh(0).setFails(7, ENOPROTOOPT),
        flag(UDP.NO_CHECK6_TX, false),
        flag(UDP.NO_CHECK6_RX, false),
        row(UDP.SEGMENT).fresh(0).set(1200).set(0),
        flag(UDP.GRO, false),
        row(UDPLITE.SEND_CSCOV).needs(Capability.UDPLITE).fresh(0).set(20).set(0),
        row(UDPLITE.RECV_CSCOV).needs(Capability.UDPLITE).fresh(0).set(20).set(0));
  }
}
