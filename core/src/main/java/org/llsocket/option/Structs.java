package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import org.llsocket.internal.struct.Fields;
import org.llsocket.message.Credentials;
import org.llsocket.message.PktInfo;

/** Structs that are values of both an option and a control message. */
final class Structs {
  /** {@code struct ucred { pid_t pid; uid_t uid; gid_t gid; }}. */
  static final OptionCodec<Credentials> UCRED =
      Codecs.readOnly(Credentials.class, Fields.size("ucred"), (bytes, family) -> ucred(bytes));

  /** {@code struct in6_pktinfo { struct in6_addr ipi6_addr; int ipi6_ifindex; }}. */
  static final OptionCodec<PktInfo> IN6_PKTINFO =
      Codecs.writeOnly(PktInfo.class, "", (value, family) -> in6Pktinfo(value));

  private Structs() {}

  private static Credentials ucred(MemorySegment bytes) {
    var fields = new Fields("ucred", bytes);
    return new Credentials(fields.getInt("pid"), fields.get("uid"), fields.get("gid"));
  }

  private static MemorySegment in6Pktinfo(PktInfo value) {
    if (!(value.local() instanceof Inet6Address)) {
      String source = value.local().getHostAddress();
      throw new IllegalArgumentException(
          "IPV6_PKTINFO: source " + source + " is not an IPv6 address");
    }
    return Fields.of("in6_pktinfo")
        .set("ipi6_addr", value.local().getAddress())
        .set("ipi6_ifindex", value.ifindex())
        .memory();
  }
}
