package org.llsocket.message;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * {@code struct cmsghdr} with its data as bytes: a control message of an unknown type, or one whose
 * data is shorter than its type requires.
 *
 * <pre>{@code
 * message.control().add(new RawControlMessage(level, type, data));
 * }</pre>
 *
 * @param level {@code cmsg_level}
 * @param type {@code cmsg_type}
 * @param data {@code cmsg_data}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record RawControlMessage(int level, int type, byte[] data) implements ControlMessage {
  /** Copies the data. */
  public RawControlMessage {
    data = data.clone();
  }

  /** A copy of the data. */
  @Override
  public byte[] data() {
    return data.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RawControlMessage raw
        && level == raw.level
        && type == raw.type
        && Arrays.equals(data, raw.data);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * level + type) + Arrays.hashCode(data);
  }

  /** The level, the type and the data in hexadecimal. */
  @Override
  public String toString() {
    return "RawControlMessage[level="
        + level
        + ", type="
        + type
        + ", data="
        + HexFormat.of().formatHex(data)
        + "]";
  }
}
