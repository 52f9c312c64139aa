package org.llsocket.nio;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llsocket.option.GroupReq;
import org.llsocket.option.GroupSourceReq;
import org.llsocket.option.Linger;
import org.llsocket.option.Option;
import org.llsocket.option.PortRange;

/** Values of socket options from text. */
final class ValueText {
  private static final Map<String, Long> NANOS =
      Map.of(
          "us",
          1_000L,
          "µs",
          1_000L,
          "ms",
          1_000_000L,
          "s",
          1_000_000_000L,
          "m",
          60_000_000_000L,
          "h",
          3_600_000_000_000L);
  private static final Pattern TIME = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(us|ms|s|m|h|)");

  private static final Map<String, Integer> SHIFTS = Map.of("", 0, "k", 10, "M", 20, "G", 30);
  private static final Pattern NUMBER = Pattern.compile("(-?(?:0x[0-9a-fA-F]+|[0-9]+))([kMG]?)");

  private static final Map<Class<?>, BiFunction<Option<?>, String, Object>> PARSERS =
      Map.ofEntries(
          Map.entry(Boolean.class, (option, text) -> flag(text)),
          Map.entry(Integer.class, (option, text) -> (int) number(option, text, 31)),
          Map.entry(Long.class, (option, text) -> number(option, text, 63)),
          Map.entry(Duration.class, ValueText::time),
          Map.entry(String.class, (option, text) -> text),
          Map.entry(byte[].class, (option, text) -> bytes(text)),
          Map.entry(Linger.class, ValueText::linger),
          Map.entry(PortRange.class, (option, text) -> portRange(text)),
          Map.entry(GroupReq.class, (option, text) -> group(text)),
          Map.entry(GroupSourceReq.class, (option, text) -> sourceGroup(text)));

  private ValueText() {}

  /**
   * Reads a value of an option.
   *
   * @throws IllegalArgumentException if the text is not a value of the option's type, or the type
   *     has no text form
   */
  static <T> T parse(Option<T> option, String text) {
    BiFunction<Option<?>, String, Object> parser = PARSERS.get(option.type());
    if (parser == null) {
      throw new IllegalArgumentException(
          "values of type " + option.type().getSimpleName() + " have no text form");
    }
    return option.type().cast(parser.apply(option, text));
  }

  private static IllegalArgumentException isNot(String text, String what) {
    return new IllegalArgumentException("\"" + text + "\" is not " + what);
  }

  private static Boolean flag(String text) {
    return switch (text) {
      case "true", "1", "on", "yes" -> true;
      case "false", "0", "off", "no" -> false;
      default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
    };
  }

  private static long number(Option<?> option, String text, int bits) {
    boolean counts = option.unit().startsWith("bytes");
    String what = counts ? "a number of bytes, such as 65536 or 64k" : "a number";
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches() || !(counts || matcher.group(2).isEmpty())) {
      throw isNot(text, what);
    }
    String digits = matcher.group(1).replaceFirst("0x", "");
    int radix = digits.length() < matcher.group(1).length() ? 16 : 10;
    BigInteger value =
        new BigInteger(digits, radix).shiftLeft(SHIFTS.getOrDefault(matcher.group(2), 0));
    if (value.bitLength() > bits) {
      throw isNot(text, what + " of at most " + bits + " bits");
    }
    return value.longValueExact();
  }

  /** A number without a unit is in the option's own. */
  private static Duration time(Option<?> option, String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw isNot(text, "a time, such as 30s or 200ms");
    }
    String unit = matcher.group(2).isEmpty() ? option.unit() : matcher.group(2);
    Long nanos = NANOS.get(unit);
    var count = new BigDecimal(matcher.group(1));
    if (nanos == null && count.signum() != 0) {
      throw isNot(text, "a time with a unit: us, ms, s, m or h");
    }
    try {
      return Duration.ofNanos(
          nanos == null ? 0 : count.multiply(BigDecimal.valueOf(nanos)).longValueExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("\"" + text + "\" is out of range or finer than 1 ns", e);
    }
  }

  private static byte[] bytes(String text) {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not bytes in hexadecimal", e);
    }
  }

  private static Linger linger(Option<?> option, String text) {
    if (text.equals("off")) {
      return Linger.OFF;
    }
    boolean plain = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return Linger.of(time(option, plain ? text + "s" : text));
  }

  private static PortRange portRange(String text) {
    int dash = text.indexOf('-');
    try {
      return dash < 0
          ? new PortRange(Integer.parseInt(text), Integer.parseInt(text))
          : new PortRange(
              Integer.parseInt(text.substring(0, dash)),
              Integer.parseInt(text.substring(dash + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a range of ports, such as 5000-5999", e);
    }
  }

  private static GroupReq group(String text) {
    int percent = text.indexOf('%');
    return percent < 0
        ? GroupReq.of(InetAddress.ofLiteral(text))
        : GroupReq.of(
            InetAddress.ofLiteral(text.substring(0, percent)), text.substring(percent + 1));
  }

  private static GroupSourceReq sourceGroup(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      throw isNot(text, "of the form SOURCE@GROUP");
    }
    InetAddress source = InetAddress.ofLiteral(text.substring(0, at));
    String group = text.substring(at + 1);
    int percent = group.indexOf('%');
    return percent < 0
        ? GroupSourceReq.of(InetAddress.ofLiteral(group), source)
        : GroupSourceReq.of(
            InetAddress.ofLiteral(group.substring(0, percent)),
            source,
            group.substring(percent + 1));
  }
}
