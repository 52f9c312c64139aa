package org.llsocket.option;

/**
 * The ports that the kernel may choose from for one socket: the value of {@link
 * IP#LOCAL_PORT_RANGE}; immutable.
 *
 * @param low the first port, or 0 for the system's first
 * @param high the last port, or 0 for the system's last
 */
public record PortRange(int low, int high) {
  /** The system's range: {@code net.ipv4.ip_local_port_range}. */
  public static final PortRange SYSTEM = new PortRange(0, 0);

  private static final int MAX_PORT = 0xffff;

  /**
   * Checks the ports.
   *
   * @throws IllegalArgumentException if a port is outside 0–65535, or the range is empty
   */
  public PortRange {
    Ranges.check("low", low, 0, MAX_PORT);
    Ranges.check("high", high, 0, MAX_PORT);
    if (high != 0 && low > high) {
      throw new IllegalArgumentException("the port range " + low + "–" + high + " is empty");
    }
  }

  static Option<PortRange> option(OptionDefinition definition) {
    return definition.ints(
        PortRange.class,
        "",
        value -> new PortRange(value & MAX_PORT, value >>> Short.SIZE),
        value -> value.high << Short.SIZE | value.low);
  }
}
