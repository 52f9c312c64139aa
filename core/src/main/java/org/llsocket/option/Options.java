package org.llsocket.option;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every option of every table.
 *
 * {@snippet :
 * for (Option<?> option : Options.all()) {
 *   log(option.javaName() + " " + option.type().getSimpleName());
 * }
 * }
 */
public final class Options {
  private static final List<Option<?>> ALL =
      Stream.of(
              SO.options(),
              IP.options(),
              IPV6.options(),
              MCAST.options(),
              TCP.options(),
              UDP.options(),
              UDPLITE.options(),
              ICMP.options(),
              ICMP6.options(),
              IP6T.options(),
              MPTCP.options(),
              SCTP.options(),
              NETLINK.options(),
              PACKET.options(),
              CAN.options(),
              BT.options(),
              HCI.options(),
              L2CAP.options(),
              RFCOMM.options(),
              TIPC.options(),
              ALG.options(),
              XDP.options())
          .<Option<?>>flatMap(List::stream)
          .toList();

  private static final Map<String, Option<?>> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Option::name, Function.identity()));

  private Options() {}

  /** All options, table by table. */
  public static List<Option<?>> all() {
    return ALL;
  }

  /** The option with this name in C, such as {@code SO_RCVBUF}. */
  public static Optional<Option<?>> find(String cName) {
    return Optional.ofNullable(BY_NAME.get(cName));
  }
}
