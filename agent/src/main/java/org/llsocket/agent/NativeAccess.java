package org.llsocket.agent;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/**
 * {@code --enable-native-access=ALL-UNNAMED}. The JDK reads {@code Enable-Native-Access} from the
 * manifest of the program's jar only, not from an agent's, so the agent asks for it by what an
 * agent may do: read a package of {@code java.base}.
 */
final class NativeAccess {
  private static final String PACKAGE = "jdk.internal.module";

  private NativeAccess() {}

  /**
   * Permits native access to the class path. In a JDK that does it otherwise this has no effect:
   * the JDK then prints its warning with the first call, unless the flag is given.
   */
  static void grant(Instrumentation instrumentation) {
    Module base = Object.class.getModule();
    Module own = NativeAccess.class.getModule();
    try {
      instrumentation.redefineModule(
          base, Set.of(), Map.of(PACKAGE, Set.of(own)), Map.of(), Set.of(), Map.of());
      Class.forName(PACKAGE + ".Modules")
          .getMethod("addEnableNativeAccessToAllUnnamed")
          .invoke(null);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      System.getLogger("org.llsocket").log(System.Logger.Level.DEBUG, "no native access", e);
    }
  }
}
