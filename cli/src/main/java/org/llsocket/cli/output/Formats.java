package org.llsocket.cli.output;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.llsocket.NI;
import org.llsocket.NameInfo;
import org.llsocket.SockAddr;

/** Sizes, times, counts, hosts and failures as short text. */
public final class Formats {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Formats() {}

  /** {@code 512 B}, {@code 1.5 KiB}, {@code 32 MiB}. */
  public static String bytes(long count) {
    return scaled((double) count);
  }

  private static String scaled(double count) {
    int unit = 0;
    double scaled = count;
    while (scaled >= 1023.95 && unit < UNITS.length - 1) {
      scaled /= 1024;
      unit++;
    }
    boolean whole = unit == 0 || Math.abs(scaled - Math.rint(scaled)) < 0.05;
    return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", scaled, UNITS[unit]);
  }

  /** {@code 0.4 ms}, {@code 12 ms}, {@code 1.25 s}. */
  public static String time(long nanos) {
    double millis = nanos / 1e6;
    if (millis < 9.95) {
      return String.format(Locale.ROOT, "%.1f ms", millis);
    }
    return millis < 999.5
        ? String.format(Locale.ROOT, "%.0f ms", millis)
        : String.format(Locale.ROOT, "%.2f s", millis / 1e3);
  }

  /** {@code 1.5 MiB/s}. */
  public static String rate(long bytes, long nanos) {
    return scaled(bytes * 1e9 / Math.max(nanos, 1)) + "/s";
  }

  /** {@code 3 s}, {@code 0.5 s}. */
  public static String seconds(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    return seconds == Math.rint(seconds)
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%s s", seconds);
  }

  /** {@code 1 datagram}, {@code 2 datagrams}. */
  public static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** The numeric host of an IP address, without the port. */
  public static String host(SockAddr address) throws IOException {
    return NameInfo.getnameinfo(address, NI.NUMERICHOST | NI.NUMERICSERV).host();
  }

  /** The message of an exception on one line, or its class if it has no message. */
  public static String oneLine(Throwable e) {
    @Nullable String message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
