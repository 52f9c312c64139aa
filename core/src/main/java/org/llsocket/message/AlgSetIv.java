package org.llsocket.message;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.struct.Fields;

/**
 * {@code ALG_SET_IV}, {@code struct af_alg_iv}: the initialization vector for the kernel's crypto
 * API. Only sent; since Linux 2.6.38.
 *
 * <pre>{@code
 * message.control().add(new AlgSetOp(ALG.OP_ENCRYPT)).add(new AlgSetIv(iv));
 * }</pre>
 *
 * @param iv as many bytes as the algorithm takes; EINVAL otherwise
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record AlgSetIv(byte[] iv) implements ControlMessage {
  private static final String TAG = "af_alg_iv";

  /** Copies the bytes. */
  public AlgSetIv {
    iv = iv.clone();
  }

  /** A copy of the bytes. */
  @Override
  public byte[] iv() {
    return iv.clone();
  }

  MemorySegment data() {
    int head = Fields.size(TAG);
    MemorySegment data = Fields.zeroes(head + iv.length);
    new Fields(TAG, data).set("ivlen", iv.length);
    MemorySegment.copy(iv, 0, data, JAVA_BYTE, head, iv.length);
    return data;
  }

  /** The vector of received data, as far as it is there. */
  static AlgSetIv read(MemorySegment data) {
    int head = Fields.size(TAG);
    long length = Math.min(new Fields(TAG, data).get("ivlen"), data.byteSize() - head);
    return new AlgSetIv(data.asSlice(head, length).toArray(JAVA_BYTE));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AlgSetIv that && Arrays.equals(iv, that.iv);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(iv);
  }

  /** Its length only. */
  @Override
  public String toString() {
    return "AlgSetIv[" + iv.length + " bytes]";
  }
}
