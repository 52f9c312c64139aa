package org.llsocket.option;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct sctp_authkey}: a shared key, for {@link SCTP#AUTH_KEY}.
 *
 * <pre>{@code
 * socket.set(SCTP.AUTH_KEY, new SctpAuthkey(1, secret)).set(SCTP.AUTH_ACTIVE_KEY, 1L);
 * }</pre>
 *
 * @param keynumber {@code sca_keynumber}: 0 to 65535
 * @param key {@code sca_key}: at most 65535 bytes; not shown by {@link #toString}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record SctpAuthkey(int keynumber, byte[] key) {
  private static final String TAG = "sctp_authkey";

  static final OptionCodec<SctpAuthkey> CODEC =
      new SctpStruct<>(
          SctpAuthkey.class,
          TAG,
          "sca_assoc_id",
          "",
          0,
          null,
          v -> v.key.length,
          f -> new SctpAuthkey(0, new byte[0]),
          SctpAuthkey::write);

  /**
   * Copies the bytes.
   *
   * @throws IllegalArgumentException if there are over 65535
   */
  public SctpAuthkey {
    Ranges.check("sca_keylength", key.length, 0, 0xffff);
    key = key.clone();
  }

  /** A copy of the bytes. */
  @Override
  public byte[] key() {
    return key.clone();
  }

  private static void write(Fields fields, SctpAuthkey value) {
    fields
        .setChecked("sca_keynumber", value.keynumber)
        .setChecked("sca_keylength", value.key.length);
    MemorySegment.copy(
        value.key, 0, fields.memory(), JAVA_BYTE, Fields.size(TAG), value.key.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SctpAuthkey that
        && keynumber == that.keynumber
        && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return 31 * keynumber + Arrays.hashCode(key);
  }

  /** Its number and length only. */
  @Override
  public String toString() {
    return "SctpAuthkey[" + keynumber + ", " + key.length + " bytes]";
  }
}
