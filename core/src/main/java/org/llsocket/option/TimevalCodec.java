package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.llsocket.internal.struct.Fields;

/** {@code struct timeval { time_t tv_sec; suseconds_t tv_usec; }} as a duration. */
record TimevalCodec(String name) implements OptionCodec<Duration> {
  private static final String TAG = "timeval";
  private static final int MICROS_OF_SECOND = 1_000_000;

  /**
   * The kernel counts ticks in a long, at most 1000 per second, and treats a longer time as
   * infinite.
   */
  private static final long MAX_SECONDS = Long.MAX_VALUE / 1000 - 2;

  @Override
  public Class<Duration> type() {
    return Duration.class;
  }

  @Override
  public int size() {
    return Fields.size(TAG);
  }

  @Override
  public String range() {
    return "0–" + MAX_SECONDS + " s";
  }

  @Override
  public MemorySegment encode(Duration value, int family) {
    if (value.isNegative() || value.getSeconds() > MAX_SECONDS) {
      throw Ranges.outside(name, value, range());
    }
    long micros = Math.ceilDiv(value.getNano(), 1000);
    return Fields.of(TAG)
        .set("tv_sec", value.getSeconds() + micros / MICROS_OF_SECOND)
        .set("tv_usec", micros % MICROS_OF_SECOND)
        .memory();
  }

  @Override
  public Duration decode(MemorySegment bytes, int family) {
    var timeval = new Fields(TAG, bytes);
    return Duration.ofSeconds(timeval.get("tv_sec"), timeval.get("tv_usec") * 1000);
  }
}
