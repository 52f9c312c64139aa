package org.llsocket.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code IP_RECVOPTS} and {@code IP_RETOPTS}: options of the IPv4 header, as RFC 791 has them.
 * {@link org.llsocket.option.IP#RECVOPTS} makes those of the packet come, {@link
 * org.llsocket.option.IP#RETOPTS} those that an answer would carry. Sent with a datagram, they are
 * that datagram's, and have to be {@code reversed}, which says {@code IP_RETOPTS}. See ip(7).
 *
 * @param options at most 40 bytes
 * @param reversed whether they are for an answer: {@code IP_RETOPTS}
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
