package org.llsocket.waiting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How each public method waits, by the table {@code ways-of-waiting.txt}. */
final class WaysOfWaiting {
  /** What a virtual thread does that makes a call. */
  enum Way {
    /** The call does not wait. */
    NEVER,
    /** It parks until the descriptor is ready. */
    PARKS,
    /** It parks, and a platform thread makes the call. */
    PLATFORM
  }

  private static final String TABLE = "ways-of-waiting.txt";
  private static final String ROOT = "org.llsocket.";
  private static final Set<String> OBJECTS = Set.of("equals", "hashCode", "toString");

  private WaysOfWaiting() {}

  /** By method, as {@code Socket.recv(ByteBuffer,int)}, or {@code class} and its name. */
  static Map<String, Way> table() {
    Map<String, Way> table = new TreeMap<>();
    text()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(line -> {
          String[] way = line.split(" ", 2);
          if (table.put(way[1], Way.valueOf(way[0])) != null) {
            throw new IllegalStateException("twice: " + line);
          }
        });
    return table;
  }

  private static String text() {
    try (InputStream in = WaysOfWaiting.class.getResourceAsStream(TABLE)) {
      return new String(Objects.requireNonNull(in, TABLE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a user can name the class. */
  static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }

  /** The public constructors and methods of a class, those of a superclass that none can name. */
  static Set<String> methods(Class<?> type) {
    Set<String> all = new TreeSet<>();
    for (Executable each : type.getConstructors()) {
      all.add("new " + name(type) + parameters(each));
    }
    for (Method each : type.getMethods()) {
      if (isItsOwn(each, type) && !OBJECTS.contains(each.getName())) {
        all.add(name(type) + "." + each.getName() + parameters(each));
      }
    }
    return all;
  }

  private static boolean isItsOwn(Method method, Class<?> type) {
    Class<?> declaring = method.getDeclaringClass();
    return declaring.equals(type)
        || (declaring.getName().startsWith(ROOT) && !Modifier.isPublic(declaring.getModifiers()));
  }

  /** {@code Socket.Pair}, {@code poll.Epoll}; of other classes the simple name. */
  static String name(Class<?> type) {
    String name = type.getTypeName().replace('$', '.');
    return name.startsWith(ROOT)
        ? name.substring(ROOT.length())
        : name.substring(name.lastIndexOf('.') + 1);
  }

  private static String parameters(Executable of) {
    return Stream.of(of.getParameterTypes())
        .map(WaysOfWaiting::name)
        .collect(Collectors.joining(",", "(", ")"));
  }

  /** The methods of the table that wait. */
  static Set<String> waiting() {
    return table().entrySet().stream()
        .filter(each -> each.getValue() != Way.NEVER)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The method of a row, which may have more words behind it: {@code of a FIFO}. */
  static String method(String row) {
    return row.substring(0, row.indexOf(')') + 1);
  }

  /** The lines of a program's output that begin with a word, without it. */
  static Set<String> lines(String output, String word) {
    return Arrays.stream(output.split("\n", -1))
        .filter(line -> line.startsWith(word + " "))
        .map(line -> line.substring(word.length() + 1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
