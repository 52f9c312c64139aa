package org.llsocket.internal.platform;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The numbers and struct layouts of the platform that this JVM runs on. */
public final class Platform {
  private static final Platform CURRENT = detect();

  private final String name;
  private final Map<String, Integer> numbers;
  private final List<String> furtherTables;
  private final Map<Integer, String> errnoNames = new HashMap<>();
  private final Map<String, Struct> structs = new HashMap<>();

  Platform(
      String name,
      String errnoTable,
      List<String> numberTables,
      List<String> furtherTables,
      List<String> structTables) {
    this.name = name;
    this.furtherTables = furtherTables;
    numbers = new LinkedHashMap<>(2048);
    readNumbers(errnoTable, numbers);
    for (Map.Entry<String, Integer> entry : numbers.entrySet()) {
      errnoNames.putIfAbsent(entry.getValue(), entry.getKey());
    }
    for (String table : numberTables) {
      readNumbers(table, numbers);
    }
    for (String table : structTables) {
      readStructs(table);
    }
  }

  private static Platform detect() {
    String os = System.getProperty("os.name", "");
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    if (os.equals("Linux") && Linux.ARCHITECTURES.contains(arch)) {
      return new Platform(
          "Linux ".concat(arch), Linux.ERRNO, Linux.NUMBERS, Linux.FURTHER_NUMBERS, Linux.STRUCTS);
    }
    throw new UnsupportedOperationException(
        "llsocket runs on Linux " + Linux.ARCHITECTURES + " so far, not on " + os + " " + arch);
  }

  /** The number behind a C name. */
  public static int number(String cName) {
    Integer number = CURRENT.numbers.get(cName);
    if (number == null) {
      number = Further.NUMBERS.get(cName);
    }
    if (number == null) {
      throw new IllegalArgumentException(cName + " has no number on " + CURRENT.name);
    }
    return number;
  }

  /** Whether this platform's headers give {@code cName} a number. */
  public static boolean has(String cName) {
    return CURRENT.numbers.containsKey(cName) || Further.NUMBERS.containsKey(cName);
  }

  /**
   * The first name in the tables that starts with {@code prefix} and has this number, or the prefix
   * and the number themselves where there is none: {@code AF_INET6}, {@code AF_77}.
   */
  public static String nameOf(String prefix, int number) {
    String found = find(CURRENT.numbers, prefix, number);
    if (found == null) {
      found = find(Further.NUMBERS, prefix, number);
    }
    return found == null ? prefix + number : found;
  }

  private static @Nullable String find(Map<String, Integer> numbers, String prefix, int number) {
    for (Map.Entry<String, Integer> entry : numbers.entrySet()) {
      if (entry.getValue() == number && entry.getKey().startsWith(prefix)) {
        return entry.getKey();
      }
    }
    return null;
  }

  /**
   * The name of an errno, or {@code E} and the number where it has none. {@link #nameOf} cannot
   * tell these names from others that start with an E.
   */
  public static String errnoName(int number) {
    return CURRENT.errnoNames.getOrDefault(number, "E" + number);
  }

  /**
   * The names of the bits in {@code flags} that start with {@code prefix}, joined with {@code |};
   * bits without a name come last in hexadecimal; {@code 0} for none.
   */
  public static String flagNames(String prefix, int flags) {
    var names = new StringJoiner("|");
    names.setEmptyValue("0");
    int rest = addNames(CURRENT.numbers, prefix, flags, names);
    if (rest != 0) {
      rest = addNames(Further.NUMBERS, prefix, rest, names);
    }
    return rest == 0 ? names.toString() : names.add("0x" + Integer.toHexString(rest)).toString();
  }

  /** Adds the names of the bits in {@code flags}, and returns the bits that have none. */
  private static int addNames(
      Map<String, Integer> numbers, String prefix, int flags, StringJoiner names) {
    int rest = flags;
    for (Map.Entry<String, Integer> entry : numbers.entrySet()) {
      int bit = entry.getValue();
      if (Integer.bitCount(bit) == 1 && (rest & bit) != 0 && entry.getKey().startsWith(prefix)) {
        names.add(entry.getKey());
        rest &= ~bit;
      }
    }
    return rest;
  }

  /** The layout of a C struct, by its tag. */
  public static Struct struct(String tag) {
    Struct struct = CURRENT.structs.get(tag);
    if (struct == null) {
      throw new IllegalArgumentException("struct " + tag + " has no layout on " + CURRENT.name);
    }
    return struct;
  }

  /** The path under which this process finds the file of a descriptor. */
  public static String descriptorPath(int fd) {
    return Linux.DESCRIPTORS + fd;
  }

  /** Every name that has a number, in the order of the tables. */
  public static Set<String> names() {
    Set<String> names = new LinkedHashSet<>(CURRENT.numbers.keySet());
    names.addAll(Further.NUMBERS.keySet());
    return Collections.unmodifiableSet(names);
  }

  /** Every struct tag that has a layout. */
  public static Set<String> structs() {
    return Set.copyOf(CURRENT.structs.keySet());
  }

  /** Reads {@code NAME number} pairs; numbers are decimal, or hexadecimal with 0x. */
  private void readNumbers(String table, Map<String, Integer> into) {
    var words = new Words(table);
    while (words.hasNext()) {
      String key = words.next();
      if (into.put(key, words.number()) != null) {
        throw new IllegalStateException(key + " stands twice in the tables of " + name);
      }
    }
  }

  private Map<String, Integer> readFurther() {
    Map<String, Integer> further = new LinkedHashMap<>(2048);
    for (String table : furtherTables) {
      readNumbers(table, further);
    }
    Set<String> twice = new LinkedHashSet<>(further.keySet());
    twice.retainAll(numbers.keySet());
    if (!twice.isEmpty()) {
      throw new IllegalStateException(twice + " stand twice in the tables of " + name);
    }
    return further;
  }

  /** Reads lines of {@code tag size: field offset size, field offset size, …}. */
  private void readStructs(String table) {
    var words = new Words(table);
    while (words.hasNext()) {
      String tag = words.next();
      int size = words.number();
      Map<String, Struct.Field> fields = new LinkedHashMap<>();
      do {
        fields.put(words.next(), new Struct.Field(words.number(), words.number()));
      } while (!words.endsLine());
      structs.put(tag, new Struct(tag, size, fields));
    }
  }

  /** The numbers that no call needs. They are read at the first use of one of their names. */
  private static final class Further {
    static final Map<String, Integer> NUMBERS = CURRENT.readFurther();

    private Further() {}
  }
}
