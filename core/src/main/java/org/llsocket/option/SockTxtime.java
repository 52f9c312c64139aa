package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct sock_txtime { clockid_t clockid; __u32 flags; }}: the clock for the times at which
 * packets are sent; immutable.
 *
 * @param clockid {@code CLOCK_TAI} (11), {@code CLOCK_MONOTONIC} (1) and so on
 * @param flags {@link SOF#TXTIME_DEADLINE_MODE}, {@link SOF#TXTIME_REPORT_ERRORS}
 */
public record SockTxtime(int clockid, int flags) {
  private static final String TAG = "sock_txtime";

  static final OptionCodec<SockTxtime> CODEC =
      new Codecs.Plain<>(
          SockTxtime.class,
          Fields.size(TAG),
          "",
          (value, family) -> value.bytes(),
          (bytes, family) -> read(bytes));

  private MemorySegment bytes() {
    return Fields.of(TAG).set("clockid", clockid).set("flags", flags).memory();
  }

  private static SockTxtime read(MemorySegment bytes) {
    var fields = new Fields(TAG, bytes);
    return new SockTxtime(fields.getInt("clockid"), fields.getInt("flags"));
  }
}
