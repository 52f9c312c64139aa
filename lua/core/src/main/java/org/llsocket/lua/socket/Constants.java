package org.llsocket.lua.socket;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;
import org.llsocket.AF;
import org.llsocket.AI;
import org.llsocket.IPPROTO;
import org.llsocket.MSG;
import org.llsocket.NI;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.message.SCM;

/** The names of {@code org.llsocket} with their numbers, as C writes them: {@code AF_INET6}. */
public final class Constants {
  private Constants() {}

  /** Every name that this platform defines. */
  public static Map<String, Object> all() {
    Map<String, Object> all = new TreeMap<>();
    for (Class<?> names :
        new Class<?>[] {
          AF.class, AI.class, IPPROTO.class, MSG.class, NI.class, SOCK.class, SCM.class
        }) {
      for (Field field : names.getFields()) {
        if (Modifier.isStatic(field.getModifiers())) {
          all.put(names.getSimpleName() + "_" + cName(field), number(field));
        }
      }
    }
    for (SHUT how : SHUT.values()) {
      all.put("SHUT_" + how.name(), how.number());
    }
    all.put("SOL_SOCKET", Msghdrs.socketLevel());
    return all;
  }

  /** In Java an underscore precedes a name that begins with a digit: {@code IPPROTO._3PC}. */
  private static String cName(Field field) {
    String name = field.getName();
    return name.startsWith("_") ? name.substring(1) : name;
  }

  private static int number(Field field) {
    try {
      return switch (field.get(null)) {
        case Integer number -> number;
        case AF family -> family.number();
        case SOCK type -> type.number();
        case IPPROTO protocol -> protocol.number();
        case Object other -> throw new AssertionError(field + " is " + other);
      };
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
