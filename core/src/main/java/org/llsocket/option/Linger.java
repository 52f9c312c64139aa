package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct linger { int l_onoff; int l_linger; }}: what {@code close(2)} does with unsent
 * data; immutable.
 *
 * <pre>{@code
 * socket.set(SO.LINGER, Linger.of(Duration.ZERO)); // close(2) resets the connection
 * }</pre>
 *
 * @param onoff whether {@code close(2)} waits until it is sent
 * @param linger how long it waits; zero discards the data and resets the connection. In whole
 *     seconds; a fraction is rounded up
 */
public record Linger(boolean onoff, Duration linger) {
  /** {@code close(2)} returns at once and the kernel continues to send: the default. */
  public static final Linger OFF = new Linger(false, Duration.ZERO);

  private static final String TAG = "linger";

  static final OptionCodec<Linger> CODEC =
      new Codecs.Plain<>(
          Linger.class,
          Fields.size(TAG),
          Ranges.text(0, Integer.MAX_VALUE),
          (value, family) -> value.bytes(),
          (bytes, family) -> read(bytes));

  /**
   * Rounds the time and checks it.
   *
   * @throws IllegalArgumentException if the time is negative or exceeds 2147483647 seconds
   */
  public Linger {
    int seconds = Times.count("l_linger", linger, "s", 0, Integer.MAX_VALUE);
    linger = Duration.ofSeconds(seconds);
  }

  /** Waits for this long, or resets the connection if it is zero. */
  public static Linger of(Duration time) {
    return new Linger(true, time);
  }

  private MemorySegment bytes() {
    return Fields.of(TAG)
        .set("l_onoff", onoff ? 1 : 0)
        .set("l_linger", linger.toSeconds())
        .memory();
  }

  private static Linger read(MemorySegment bytes) {
    var fields = new Fields(TAG, bytes);
    int seconds = fields.getInt("l_linger"); // unsigned in the kernel
    return fields.getInt("l_onoff") == 0
        ? OFF
        : of(Duration.ofSeconds(seconds < 0 ? Integer.MAX_VALUE : seconds));
  }
}
