package org.llsocket.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code IP_RECVOPTS} and {@code IP_RETOPTS}: options of the IPv4 header in the format of RFC 791.
 * {@link org.llsocket.option.IP#RECVOPTS} adds those of the received packet, {@link
 * org.llsocket.option.IP#RETOPTS} those that a reply would carry. Added to a datagram, they are
 * sent with it; the kernel takes {@code IP_RETOPTS} only, so {@code reversed} must be true. See
 * ip(7).
 *
 * <pre>{@code
 * message.control().add(new IpOptions(options, true));
 * }</pre>
 *
 * @param options at most 40 bytes
 * @param reversed whether they are for a reply: {@code IP_RETOPTS}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record IpOptions(byte[] options, boolean reversed) implements ControlMessage {
  /** Copies the options. */
  public IpOptions {
    options = options.clone();
  }

  /** A copy of the options. */
  @Override
  public byte[] options() {
    return options.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpOptions same
        && reversed == same.reversed
        && Arrays.equals(options, same.options);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(options) + Boolean.hashCode(reversed);
  }

  @Override
  public String toString() {
    return "IpOptions[options=" + Arrays.toString(options) + ", reversed=" + reversed + "]";
  }
}
