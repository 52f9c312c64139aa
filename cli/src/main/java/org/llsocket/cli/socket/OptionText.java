package org.llsocket.cli.socket;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.llsocket.SockAddr;
import org.llsocket.option.GroupReq;
import org.llsocket.option.GroupSourceReq;
import org.llsocket.option.Linger;
import org.llsocket.option.Option;
import org.llsocket.option.PortRange;
import org.llsocket.option.TcpInfo;

/** Values of socket options as text. */
public final class OptionText {
  /** How values of each type are written, for the help. */
  static final String FORMS =
      "true or false; a decimal or hexadecimal number (0x1f); a time such as 30s, 200ms or 5us; "
          + "text; bytes in hexadecimal; SO_LINGER: a time or off; a port range such as "
          + "5000-5999; a multicast group as GROUP[%%INTERFACE] or SOURCE@GROUP[%%INTERFACE]";

  private static final Map<String, Long> UNIT_NANOS =
      Map.of("us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L, "", 0L);
  private static final Pattern TIME = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) *(us|ms|s|)");

  private static final int MANY_FIELDS = 3;
  private static final int MANY_BYTES = 16;

  private static final Map<Class<?>, Function<String, Object>> PARSERS =
      Map.ofEntries(
          Map.entry(Boolean.class, OptionText::flag),
          Map.entry(Integer.class, Integer::decode),
          Map.entry(Long.class, Long::decode),
          Map.entry(Duration.class, OptionText::time),
          Map.entry(String.class, text -> text),
          Map.entry(byte[].class, HexFormat.of()::parseHex),
          Map.entry(Linger.class, OptionText::linger),
          Map.entry(PortRange.class, OptionText::portRange),
          Map.entry(GroupReq.class, OptionText::group),
          Map.entry(GroupSourceReq.class, OptionText::sourceGroup));

  private OptionText() {}

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if the text is not a value of this type, or the type has no
   *     text form
   */
  public static <T> T parse(Class<T> type, String text) {
    Function<String, Object> parser = PARSERS.get(type);
    if (parser == null) {
      throw new IllegalArgumentException(
          "values of type " + type.getSimpleName() + " cannot be set here");
    }
    try {
      return type.cast(parser.apply(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not a valid number", e);
    }
  }

  private static Boolean flag(String text) {
    return switch (text) {
      case "true", "1", "on", "yes" -> true;
      case "false", "0", "off", "no" -> false;
      default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
    };
  }

  private static Duration time(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is not a time, such as 30s or 200ms");
    }
    long unit = UNIT_NANOS.getOrDefault(matcher.group(2), 0L);
    var count = new BigDecimal(matcher.group(1));
    if (unit == 0 && count.signum() != 0) {
      throw new IllegalArgumentException("\"" + text + "\" needs a unit: s, ms or us");
    }
    try {
      return Duration.ofNanos(count.multiply(BigDecimal.valueOf(unit)).longValueExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("\"" + text + "\" is out of range or finer than 1 ns", e);
    }
  }

  private static Linger linger(String text) {
    return text.equals("off") ? Linger.OFF : Linger.of(time(text));
  }

  private static PortRange portRange(String text) {
    int dash = text.indexOf('-');
    return dash < 0
        ? new PortRange(Integer.parseInt(text), Integer.parseInt(text))
        : new PortRange(
            Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
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
      throw new IllegalArgumentException("\"" + text + "\" is not of the form SOURCE@GROUP");
    }
    InetAddress source = InetAddress.ofLiteral(text.substring(0, at));
    int percent = text.indexOf('%', at);
    return percent < 0
        ? GroupSourceReq.of(InetAddress.ofLiteral(text.substring(at + 1)), source)
        : GroupSourceReq.of(
            InetAddress.ofLiteral(text.substring(at + 1, percent)),
            source,
            text.substring(percent + 1));
  }

  /** The values that an option can be set to, and their unit. */
  public static String domain(Option<?> option) {
    boolean hasWords = option.range().chars().anyMatch(Character::isLetter);
    String unit = hasWords || option.unit().isEmpty() ? "" : " " + option.unit();
    return option.range().isEmpty()
        ? option.type().getSimpleName().toLowerCase(Locale.ROOT) + unit
        : option.range() + unit;
  }

  /** A value on one line; for a large struct or byte array only its size. */
  public static String print(Object value) {
    return switch (value) {
      case Object struct when fields(struct).size() > MANY_FIELDS ->
          "{" + fields(struct).size() + " fields}";
      case byte[] bytes when bytes.length == 0 -> "none";
      case byte[] bytes when bytes.length > MANY_BYTES -> bytes.length + " bytes";
      case Duration time -> duration(time);
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case String text -> "\"" + text + "\"";
      case InetAddress address -> SockAddr.of(address, 0).host();
      case Linger linger -> linger.onoff() ? duration(linger.linger()) : "off";
      case PortRange ports -> ports.low() + "-" + ports.high();
      case Optional<?> maybe -> maybe.map(OptionText::print).orElse("none");
      case List<?> list -> list.stream().map(OptionText::print).toList().toString();
      case Record struct ->
          fields(struct).entrySet().stream()
              .map(field -> field.getKey() + " " + field.getValue())
              .collect(Collectors.joining(", "));
      default -> value.toString();
    };
  }

  private static String duration(Duration time) {
    if (time.toNanosPart() == 0) {
      return time.toSeconds() + " s";
    }
    return time.toNanosPart() % 1_000_000 == 0
        ? time.toMillis() + " ms"
        : time.toNanos() / 1000 + " us";
  }

  /** A value for JSON, with times in seconds. */
  public static Object json(Object value) {
    return switch (value) {
      case Boolean flag -> flag;
      case Number number -> number;
      case String text -> text;
      case Duration time -> time.toNanos() / 1e9;
      case Linger linger -> print(linger);
      case PortRange ports -> print(ports);
      default -> fields(value).isEmpty() ? print(value) : fields(value);
    };
  }

  /** The fields of a struct in their order, with values for JSON; empty for other values. */
  public static Map<String, Object> fields(Object value) {
    return switch (value) {
      case TcpInfo info -> new LinkedHashMap<>(info.fields());
      case Record struct -> components(struct);
      default -> Map.of();
    };
  }

  private static Map<String, Object> components(Record struct) {
    var fields = new LinkedHashMap<String, Object>();
    for (RecordComponent component : struct.getClass().getRecordComponents()) {
      try {
        Object value = component.getAccessor().invoke(struct);
        if (value != null) {
          fields.put(component.getName(), json(value));
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(component + " is not public", e);
      }
    }
    return fields;
  }
}
