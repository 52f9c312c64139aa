package org.llsocket.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;

/** Collects the options of one class while its constants are initialized. */
final class Table {
  private final String level;
  private final String manual;
  private final Set<SocketKind> kinds;
  private final List<Option<?>> options = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param level the C name of the level of its options
   * @param manual the manual page of most of them
   * @param kinds the sockets to which most of them apply
   */
  Table(String level, String manual, Set<SocketKind> kinds) {
    this.level = level;
    this.manual = manual;
    this.kinds = kinds;
  }

  /** Begins an option of this table's level. */
  OptionDefinition option(String cName) {
    return option(cName, level);
  }

  /** Begins an option of another level. */
  OptionDefinition option(String cName, String optionLevel) {
    return begin(cName, key(optionLevel, cName));
  }

  /** Begins an option that has the same name and number for IPv4 and IPv6. */
  OptionDefinition inetOption(String cName) {
    return begin(cName, key("IPPROTO_IP", cName)).named(cName, key("IPPROTO_IPV6", cName));
  }

  /**
   * Begins an option with separate C names for IPv4 and IPv6, which has to be set twice on a socket
   * that carries both.
   */
  OptionDefinition inetOption(String name, String inet, String inet6) {
    return begin(name, key("IPPROTO_IP", inet))
        .named(inet + ", " + inet6, key("IPPROTO_IPV6", inet6))
        .forBoth();
  }

  private OptionDefinition begin(String name, OptionDefinition.@Nullable Key key) {
    return new OptionDefinition(name, key).manual(manual).on(kinds).into(options::add);
  }

  private static OptionDefinition.@Nullable Key key(String level, String cName) {
    return Platform.has(cName)
        ? new OptionDefinition.Key(Platform.number(level), Platform.number(cName))
        : null;
  }

  /** The options made so far, in order. */
  List<Option<?>> options() {
    return List.copyOf(options);
  }
}
