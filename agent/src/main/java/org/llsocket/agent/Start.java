package org.llsocket.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK calls first. It is compiled for an older Java than the rest, so that a program which
 * runs on that keeps its sockets and does not end with an error about a class file.
 */
public final class Start {
  private static final int NEEDED = 25;

  private Start() {}

  /** Called by the JDK before the program's {@code main}. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation)
      throws ReflectiveOperationException {
    int release = Runtime.version().feature();
    if (release < NEEDED) {
      System.err.println(
          "llsocket-agent: the JDK's sockets are used: this is Java "
              + release
              + ", and llsocket needs "
              + NEEDED);
      return;
    }
    Method premain = agent().getMethod("premain", String.class, Instrumentation.class);
    call(premain, arguments, instrumentation);
  }

  private static Class<?> agent() throws ClassNotFoundException {
    return Class.forName("org.llsocket.agent.Agent"); // named, so that javac does not read it
  }

  private static void call(Method method, @Nullable Object... arguments)
      throws ReflectiveOperationException {
    try {
      method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error) {
        throw (Error) e.getCause();
      }
      throw e;
    }
  }
}
