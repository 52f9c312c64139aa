package org.llsocket.testing;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.llsocket.Socket;

/** A JVM of its own for a program among the tests, on the class path. */
public final class ChildJvm {
  private ChildJvm() {}

  /**
   * The command that runs a program.
   *
   * @param main its class
   * @param options for the JVM
   */
  public static List<String> command(Class<?> main, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", root(Socket.class) + ":" + root(main), main.getName()));
    return command;
  }

  /** The same with all libraries of the tests, as for a program that runs tests itself. */
  public static List<String> commandWithLibraries(Class<?> main, String... options) {
    List<String> command = command(main, options);
    int path = command.size() - 2;
    for (String more : List.of("jdk.module.path", "java.class.path")) {
      command.set(path, command.get(path) + ":" + System.getProperty(more, ""));
    }
    return command;
  }

  /** The directory, or jar, that a class was loaded from. */
  private static Path root(Class<?> loaded) {
    String file = "/" + loaded.getName().replace('.', '/') + ".class";
    URL url = Objects.requireNonNull(loaded.getResource(file), file);
    try {
      String text = url.toString();
      return Path.of(new URI(text.substring(0, text.length() - file.length())));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
