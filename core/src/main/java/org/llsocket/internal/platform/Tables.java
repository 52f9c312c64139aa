package org.llsocket.internal.platform;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The numbers and struct layouts of one platform: tables that it shares with others, and what it
 * has instead of some of their entries.
 */
final class Tables {
  private final String name;
  private final Map<String, Integer> numbers;
  private final List<String> furtherTables;
  private final Map<Integer, String> errnoNames = new HashMap<>();
  private final Map<String, Struct> structs = new HashMap<>();

  /** Numbers that replace those of the tables; in the end, only of tables not read yet. */
  private final Map<String, Integer> differences = new LinkedHashMap<>();

  private @Nullable Map<String, Integer> further; // read at the first use of one of its names

  /**
   * Reads tables.
   *
   * @param name of the platform, for messages
   * @param errnoTable the names that {@link #errnoName} gives
   * @param numberTables other numbers
   * @param furtherTables numbers that no call needs
   * @param structTables layouts
   * @param differentNumbers numbers that replace those of the tables
   * @param differentLayouts layouts that replace those of the tables
   */
  Tables(
      String name,
      String errnoTable,
      List<String> numberTables,
      List<String> furtherTables,
      List<String> structTables,
      String differentNumbers,
      String differentLayouts) {
    this.name = name;
    this.furtherTables = furtherTables;
    readNumbers(differentNumbers, differences);
    numbers = new LinkedHashMap<>(2048);
    readNumbers(errnoTable, numbers);
    replace(numbers);
    for (Map.Entry<String, Integer> entry : numbers.entrySet()) {
      errnoNames.putIfAbsent(entry.getValue(), entry.getKey());
    }
    for (String table : numberTables) {
      readNumbers(table, numbers);
    }
    replace(numbers);
    for (String table : structTables) {
      readStructs(table, false);
    }
    readStructs(differentLayouts, true);
  }

  String name() {
    return name;
  }

  /** The number of a name, or null if it has none. */
  @Nullable Integer find(String cName) {
    Integer number = numbers.get(cName);
    return number == null ? further().get(cName) : number;
  }

  int number(String cName) {
    Integer number = find(cName);
    if (number == null) {
      throw new IllegalArgumentException(cName + " has no number on " + name);
    }
    return number;
  }

  String nameOf(String prefix, int number) {
    String found = find(numbers, prefix, number);
    if (found == null) {
      found = find(further(), prefix, number);
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

  String errnoName(int number) {
    return errnoNames.getOrDefault(number, "E" + number);
  }

  String flagNames(String prefix, int flags) {
    var names = new StringJoiner("|");
    names.setEmptyValue("0");
    int rest = addNames(numbers, prefix, flags, names);
    if (rest != 0) {
      rest = addNames(further(), prefix, rest, names);
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

  Struct struct(String tag) {
    Struct struct = structs.get(tag);
    if (struct == null) {
      throw new IllegalArgumentException("struct " + tag + " has no layout on " + name);
    }
    return struct;
  }

  /** Every name that has a number, in the order of the tables. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>(numbers.keySet());
    names.addAll(further().keySet());
    return Collections.unmodifiableSet(names);
  }

  /** Every struct tag that has a layout. */
  Set<String> structs() {
    return Set.copyOf(structs.keySet());
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

  /** Replaces the numbers that differ, and forgets those differences. */
  private void replace(Map<String, Integer> read) {
    var each = differences.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, Integer> difference = each.next();
      if (read.containsKey(difference.getKey())) {
        read.put(difference.getKey(), difference.getValue());
        each.remove();
      }
    }
  }

  private synchronized Map<String, Integer> further() {
    Map<String, Integer> found = further;
    if (found == null) {
      found = readFurther();
      further = found;
    }
    return found;
  }

  private Map<String, Integer> readFurther() {
    Map<String, Integer> found = new LinkedHashMap<>(2048);
    for (String table : furtherTables) {
      readNumbers(table, found);
    }
    Set<String> twice = new LinkedHashSet<>(found.keySet());
    twice.retainAll(numbers.keySet());
    if (!twice.isEmpty()) {
      throw new IllegalStateException(twice + " stand twice in the tables of " + name);
    }
    replace(found);
    if (!differences.isEmpty()) {
      throw new IllegalStateException(
          differences.keySet() + " stand in no table that " + name + " differs from");
    }
    return found;
  }

  /** Reads lines of {@code tag size: field offset size, field offset size, …}. */
  private void readStructs(String table, boolean replaces) {
    var words = new Words(table);
    while (words.hasNext()) {
      String tag = words.next();
      int size = words.number();
      Map<String, Struct.Field> fields = new LinkedHashMap<>();
      do {
        fields.put(words.next(), new Struct.Field(words.number(), words.number()));
      } while (!words.endsLine());
      Struct old = structs.put(tag, new Struct(tag, size, fields));
      if (replaces && (old == null || !old.fields().keySet().equals(fields.keySet()))) {
        throw new IllegalStateException(
            "struct "
                + tag
                + " has not the same fields in the tables that "
                + name
                + " differs from");
      }
      if (!replaces && old != null) {
        throw new IllegalStateException("struct " + tag + " stands twice in the tables of " + name);
      }
    }
  }
}
