package org.llsocket.option;

import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;

/** {@code IP6T_*}: the option of netfilter at {@code IPPROTO_IPV6}. */
public final class IP6T {
  private static final Table TABLE = new Table("IPPROTO_IPV6", "", EnumSet.of(SocketKind.TCP6));

  /**
   * {@code IP6T_SO_ORIGINAL_DST}: the destination of a connection before netfilter redirected it;
   * ENOENT if it did not.
   */
  public static final Option<InetSocketAddress> SO_ORIGINAL_DST =
      TABLE.option("IP6T_SO_ORIGINAL_DST").since("3.8").readOnly().value(Codecs.INET_ADDRESS);

  private IP6T() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
