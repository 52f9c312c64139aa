package org.llsocket.family;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.Sockaddr;

/**
 * How an address is a value, bytes and text. Text is a prefix, the fields that every address has,
 * separated by colons, and the others as {@code ,name=value} if they are set.
 *
 * @param <T> the class of the value
 */
final class Format<T extends FamilyAddr> {
  /** The fields of a value from those of the struct, and back. */
  record Mapping<T>(Function<Fields, T> read, BiConsumer<T, Fields> write) {}

  private static final int SHOWN_LIMIT = 80;

  private final String prefix;
  private final int family;
  private final String tag;
  private final Mapping<T> mapping;
  private final List<TextField> leading;
  private final List<TextField> optional;
  private final Pattern pattern;
  private int least; // bytes that a call returns at least
  private Predicate<byte[]> selected = sockaddr -> true;
  private ToIntFunction<Fields> length;

  /**
   * A format for a whole struct.
   *
   * @param prefix of its text, without the colon
   * @param family the C name
   * @param tag the C tag of the struct
   * @param leading the fields that every text has
   * @param optional the other fields
   */
  Format(
      String prefix,
      String family,
      String tag,
      Mapping<T> mapping,
      List<TextField> leading,
      List<TextField> optional) {
    this.prefix = prefix + ":";
    this.family = Platform.number(family);
    this.tag = tag;
    this.mapping = mapping;
    this.leading = leading;
    this.optional = optional;
    least = Fields.size(tag);
    length = fields -> Fields.size(tag);
    pattern =
        Pattern.compile(
            leading.stream()
                .map(field -> "(" + field.pattern() + ")")
                .collect(Collectors.joining(":", "", "((?:,[a-z0-9]+=[^,]*)*)")));
  }

  /** Reads addresses of fewer bytes too; fields that are missing are 0. */
  Format<T> least(int bytes) {
    least = bytes;
    return this;
  }

  /** Reads some addresses of the family only. */
  Format<T> only(Predicate<byte[]> some) {
    selected = some;
    return this;
  }

  /** Writes another number of bytes than the whole struct. */
  Format<T> length(ToIntFunction<Fields> bytes) {
    length = bytes;
    return this;
  }

  String prefix() {
    return prefix;
  }

  // ---- bytes

  boolean fits(byte[] sockaddr) {
    return sockaddr.length >= least
        && sockaddr.length <= Sockaddr.STORAGE
        && Sockaddr.family(sockaddr) == family
        && selected.test(sockaddr);
  }

  T read(byte[] sockaddr) {
    Fields fields = zeroes();
    MemorySegment.copy(sockaddr, 0, fields.memory(), JAVA_BYTE, 0, sockaddr.length);
    return mapping.read.apply(fields);
  }

  byte[] write(T value) {
    Fields fields = zeroes();
    mapping.write.accept(value, fields);
    return bytes(fields);
  }

  private Fields zeroes() {
    return new Fields(tag, Fields.zeroes(Sockaddr.STORAGE));
  }

  private byte[] bytes(Fields fields) {
    byte[] sockaddr = fields.memory().asSlice(0, length.applyAsInt(fields)).toArray(JAVA_BYTE);
    Sockaddr.family(sockaddr, family);
    return sockaddr;
  }

  // ---- text

  /** The text that {@link #parse} reads as this value; hexadecimal digits if there is none. */
  String text(T value) {
    byte[] sockaddr = write(value);
    String text = print(value);
    return reads(text, sockaddr)
        ? text
        : Platform.nameOf("AF_", family)
            + ":"
            + HexFormat.of().formatHex(sockaddr, Sockaddr.SA_DATA, sockaddr.length);
  }

  private String print(T value) {
    Fields fields = zeroes();
    mapping.write.accept(value, fields);
    var text =
        new StringBuilder(
            leading.stream()
                .map(field -> field.print(fields))
                .collect(Collectors.joining(":", prefix, "")));
    for (TextField field : optional) {
      if (!field.isUnset(fields)) {
        text.append(',').append(field.label()).append('=').append(field.print(fields));
      }
    }
    return text.toString();
  }

  private boolean reads(String text, byte[] sockaddr) {
    try {
      return Arrays.equals(write(parse(text)), sockaddr);
    } catch (IllegalArgumentException ambiguous) {
      return false;
    }
  }

  T parse(String text) {
    Matcher fields = pattern.matcher(text.substring(prefix.length()));
    if (!fields.matches()) {
      throw new IllegalArgumentException("\"" + shown(text) + "\" is not of the form " + form());
    }
    Fields struct = zeroes();
    optional.forEach(field -> field.unset(struct));
    for (int i = 0; i < leading.size(); i++) {
      parse(leading.get(i), fields.group(i + 1), struct, text);
    }
    String rest = fields.group(leading.size() + 1);
    if (!rest.isEmpty()) {
      for (String each : rest.substring(1).split(",", -1)) {
        int equals = each.indexOf('=');
        parse(named(each.substring(0, equals), text), each.substring(equals + 1), struct, text);
      }
    }
    return mapping.read.apply(struct);
  }

  private TextField named(String label, String text) {
    for (TextField field : optional) {
      if (field.label().equals(label)) {
        return field;
      }
    }
    throw new IllegalArgumentException(
        "no field \"" + label + "\" in " + form() + ": \"" + shown(text) + "\"");
  }

  private static void parse(TextField field, String value, Fields struct, String text) {
    try {
      field.parse(value, struct);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          field.label()
              + " \""
              + shown(value)
              + "\" of \""
              + shown(text)
              + "\" is not "
              + e.getMessage(),
          e);
    }
  }

  /** {@code vsock:CID:PORT[,flags=…]}. */
  private String form() {
    return leading.stream()
        .map(field -> field.label().toUpperCase(Locale.ROOT))
        .collect(
            Collectors.joining(
                ":",
                prefix,
                optional.stream()
                    .map(field -> "[," + field.label() + "=…]")
                    .collect(Collectors.joining())));
  }

  /** Without control characters, and cut if it is long. */
  private static String shown(String text) {
    String start = text.length() <= SHOWN_LIMIT ? text : text.substring(0, SHOWN_LIMIT) + "…";
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
