package org.llsocket.nio;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.llsocket.Socket;
import org.llsocket.option.Option;
import org.llsocket.option.Options;
import org.llsocket.option.SocketKind;

/**
 * {@code setsockopt(2)} as text: an option and the value to set, {@code TCP_USER_TIMEOUT=30s}.
 *
 * <pre>{@code
 * OptionValue.parse("TCP_USER_TIMEOUT=30s").apply(socket);
 * }</pre>
 *
 * <p>The name is the one in C or in Java, in any case: {@code SO_RCVBUF}, {@code SO.RCVBUF}, {@code
 * so_rcvbuf}. The form of the value depends on {@link Option#type}:
 *
 * <ul>
 *   <li>a flag: {@code true}, {@code on}, {@code yes} or {@code 1}; {@code false}, {@code off},
 *       {@code no} or {@code 0};
 *   <li>a number: {@code 5}, {@code 0x1f}; of bytes also {@code 64k}, {@code 2M} and {@code 1G},
 *       where k is 1024;
 *   <li>a time: {@code 500us}, {@code 200ms}, {@code 30s}, {@code 1.5m}, {@code 2h}; a number alone
 *       is in the option's own unit, such as milliseconds for {@code TCP_USER_TIMEOUT};
 *   <li>{@code SO_LINGER}: a time, or {@code off};
 *   <li>text, such as {@code bbr}; bytes in hexadecimal; a range of ports, {@code 5000-5999};
 *   <li>a multicast group: {@code GROUP[%INTERFACE]} or {@code SOURCE@GROUP[%INTERFACE]}.
 * </ul>
 *
 * <p>Immutable.
 *
 * @param <T> the Java type of the value
 */
public final class OptionValue<T> {
  private final Option<T> option;
  private final T value;
  private final String text;

  private OptionValue(Option<T> option, T value, String text) {
    this.option = option;
    this.value = value;
    this.text = text;
  }

  /**
   * Reads {@code NAME=VALUE}. The range of the value is checked when it is set.
   *
   * @throws IllegalArgumentException if the option is unknown, read-only or not known on this
   *     platform, or the text is not a value of its type; the message has the nearest names
   */
  public static OptionValue<?> parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("\"" + text + "\" is not of the form NAME=VALUE");
    }
    Option<?> option = find(text.substring(0, equals));
    if (!option.isWritable()) {
      throw new IllegalArgumentException(option + " is read-only");
    }
    return of(option, text.substring(equals + 1));
  }

  /**
   * The option with this name in C or in Java, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message has the nearest names
   */
  public static Option<?> find(String name) {
    String cName = name.replaceFirst("\\.", "_").toUpperCase(Locale.ROOT);
    Optional<Option<?>> found = Options.find(cName);
    return found.orElseThrow(() ->
        new IllegalArgumentException(
            "unknown option \""
                + name
                + '"'
                + NearestNames.hint(cName, Options.all().stream().map(Option::name).toList())));
  }

  private static <T> OptionValue<T> of(Option<T> option, String text) {
    try {
      return new OptionValue<>(option, ValueText.parse(option, text), text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          option + " (" + domain(option) + "): " + e.getMessage(), e);
    }
  }

  /** The values that an option can be set to, and their unit: {@code 1–127 probes}. */
  public static String domain(Option<?> option) {
    boolean hasWords = option.range().chars().anyMatch(Character::isLetter);
    String unit = hasWords || option.unit().isEmpty() ? "" : " " + option.unit();
    return option.range().isEmpty()
        ? option.type().getSimpleName().toLowerCase(Locale.ROOT) + unit
        : option.range() + unit;
  }

  /** The option. */
  public Option<T> option() {
    return option;
  }

  /** The value. */
  public T value() {
    return value;
  }

  /**
   * {@code setsockopt(2)}: sets the option.
   *
   * @throws IllegalArgumentException if the value is outside the option's range
   * @throws org.llsocket.ErrnoException as {@link Socket#set}
   */
  public void apply(Socket socket) throws IOException {
    socket.set(option, value);
  }

  /**
   * Whether sockets of a kind have the option. An IPv6 socket also has the options of IPv4, for the
   * packets of IPv4 that it carries; a family without a {@link SocketKind} has those of every kind.
   */
  boolean appliesTo(int family, int type) {
    boolean known = false;
    for (SocketKind kind : option.kinds()) {
      if (kind.type() == type && carries(family, kind.family())) {
        return true;
      }
    }
    for (SocketKind kind : SocketKind.values()) {
      known |= kind.family() == family;
    }
    return !known && option.kinds().size() == SocketKind.values().length;
  }

  private static boolean carries(int family, int optionFamily) {
    return family == optionFamily
        || (family == SocketKind.TCP6.family() && optionFamily == SocketKind.TCP.family());
  }

  /** {@code NAME=VALUE}, with the name in C and the value as it was written. */
  @Override
  public String toString() {
    return option + "=" + text;
  }
}
