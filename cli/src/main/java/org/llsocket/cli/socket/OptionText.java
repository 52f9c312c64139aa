package org.llsocket.cli.socket;

import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.llsocket.SockAddr;
import org.llsocket.option.Linger;
import org.llsocket.option.PortRange;
import org.llsocket.option.TcpInfo;

/** Values of socket options as text. */
public final class OptionText {
  /** How values of each type are written, for the help. */
  static final String FORMS =
      "true or false; a decimal or hexadecimal number (0x1f), of bytes also 64k, 2M or 1G; a time "
          + "such as 5us, 200ms, 30s, 5m or 2h, or a number in the option's own unit; "
          + "text; bytes in hexadecimal; SO_LINGER: a time or off; a port range such as "
          + "5000-5999; a multicast group as GROUP[%%INTERFACE] or SOURCE@GROUP[%%INTERFACE]";

  private static final int MANY_FIELDS = 3;
  private static final int MANY_BYTES = 16;

  private OptionText() {}

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
