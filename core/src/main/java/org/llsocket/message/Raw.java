package org.llsocket.message;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * {@code struct cmsghdr} with its data as bytes: a control message of a type that this library does
 * not know, or whose data is shorter than its type has it.
 *
 * @param level {@code cmsg_level}
 * @param type {@code cmsg_type}
 * @param data {@code cmsg_data}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Raw(int level, int type, byte[] data) implements ControlMessage {
  /** Copies the data. */
  public Raw {
    data = data.clone();
  }

  /** A copy of the data. */
  @Override
  public byte[] data() {
    return data.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Raw raw
        && level == raw.level
        && type == raw.type
        && Arrays.equals(data, raw.data);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * level + type) + Arrays.hashCode(data);
  }

  /** With the data in hexadecimal. */
  @Override
  public String toString() {
    return "Raw[level="
        + level
        + ", type="
        + type
        + ", data="
        + HexFormat.of().formatHex(data)
        + "]";
  }
}
