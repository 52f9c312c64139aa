package org.llsocket.lua.v0_16;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.llsocket.AddrInfoException;
import org.llsocket.EAI;
import org.llsocket.Errno;

/** The userdata {@code error.type}: a kind of error, one object per number. */
final class ErrorType {
  private static final Map<Object, ErrorType> ERRNOS = errnos();
  private static final Map<Object, ErrorType> LOOKUPS = lookups();

  final String name;
  final int code;
  final String message;

  private ErrorType(String name, int code, String message) {
    this.name = name;
    this.code = code;
    this.message = message;
  }

  /** The types of {@code errno}, by name and by number. */
  static Map<Object, ErrorType> ofErrno() {
    return ERRNOS;
  }

  /** The types of {@code getaddrinfo}, by name and by number. */
  static Map<Object, ErrorType> ofLookup() {
    return LOOKUPS;
  }

  /** The type of an errno; a new one if the number has no name. */
  static ErrorType of(Errno errno) {
    ErrorType known = ERRNOS.get((long) errno.number());
    return known != null ? known : new ErrorType(errno.toString(), errno.number(), text(errno));
  }

  private static Map<Object, ErrorType> errnos() {
    Map<Object, ErrorType> types = new LinkedHashMap<>();
    for (Field field : Errno.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        Errno errno = (Errno) value(field);
        add(types, field.getName(), errno.number(), errno.toString(), text(errno));
      }
    }
    return types;
  }

  private static Map<Object, ErrorType> lookups() {
    Map<Object, ErrorType> types = new LinkedHashMap<>();
    for (Field field : EAI.class.getFields()) {
      String name = "EAI_" + field.getName();
      int code = (int) value(field);
      add(types, name, code, name, text(code));
    }
    return types;
  }

  /** A second name of the same number maps to the type of the first. */
  private static void add(
      Map<Object, ErrorType> types, String field, int code, String name, String message) {
    ErrorType type = types.computeIfAbsent((long) code, _ -> new ErrorType(name, code, message));
    types.put(field, type);
  }

  private static String text(int lookup) {
    return new AddrInfoException(lookup, new Errno(0), "getaddrinfo", "").gai_strerror();
  }

  private static String text(Errno errno) {
    return String.valueOf(errno.strerror());
  }

  private static Object value(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
