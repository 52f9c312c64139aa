package org.llsocket.family;

import java.util.List;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct sockaddr_nl}: an address of netlink.
 *
 * {@snippet :
 * Socket routes = Socket.open(AF.NETLINK, SOCK.RAW, new IPPROTO(NETLINK.ROUTE));
 * routes.bind(SockAddr.of(new SockaddrNl(0, RTMGRP.LINK | RTMGRP.IPV4_IFADDR)));
 * }
 *
 * <p>Text: {@code netlink:PID}, {@code netlink:0,groups=0x11}.
 *
 * @param pid {@code nl_pid}: the port id, unsigned: the kernel's is 0; {@code bind(2)} with 0 lets
 *     the kernel choose one, the process id for the first socket of a process
 * @param groups {@code nl_groups}: a bit for each of the first 32 multicast groups, {@code 1 <<
 *     group - 1}: {@code RTMGRP_*}. {@code NETLINK_ADD_MEMBERSHIP} joins the others
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>
 */
public record SockaddrNl(int pid, int groups) implements FamilyAddr {
  static final Format<SockaddrNl> FORMAT =
      new Format<>(
          "netlink",
          "AF_NETLINK",
          "sockaddr_nl",
          new Format.Mapping<>(SockaddrNl::read, SockaddrNl::write),
          List.of(NumberField.decimal("pid", "nl_pid")),
          List.of(NumberField.hex("groups", "nl_groups")));

  private static SockaddrNl read(Fields struct) {
    return new SockaddrNl(struct.getInt("nl_pid"), struct.getInt("nl_groups"));
  }

  private void write(Fields struct) {
    struct.set("nl_pid", pid).set("nl_groups", groups);
  }

  @Override
  public byte[] toBytes() {
    return FORMAT.write(this);
  }

  @Override
  public String toString() {
    return FORMAT.text(this);
  }
}
