package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code IPPROTO_*}: a protocol, the third argument of {@code socket(2)}, and the level of its options.
 *
 * @param number the protocol's number
 */
public record IPPROTO(int number) {
  /** {@code IPPROTO_IP} (0): the family's own default protocol. */
  public static final IPPROTO IP = of("IPPROTO_IP");

  private static IPPROTO of(String cName) {
    return new IPPROTO(Platform.number(cName));
  }

  /** The C name, or {@code IPPROTO_} and the number where it has none. */
  @Override
  public String toString() {
    return Platform.nameOf("IPPROTO_", number);
  }
}
