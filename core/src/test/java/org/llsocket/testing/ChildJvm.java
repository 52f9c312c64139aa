package org.llsocket.testing;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.llsocket.Socket;

/**
 * Runs a test program in a JVM of its own, on the class path.
 *
 * {@snippet :
 * String output = ChildJvm.of(CloseProgram.class).options("-Xmx64m").arguments("50").output();
 * }
 */
public final class ChildJvm {
  private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

  private final Class<?> main;
  private final List<String> launcher = new ArrayList<>();
  private final List<String> options =
      new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
  private final List<String> arguments = new ArrayList<>();
  private String path;
  private boolean nativeAccess = true;

  private ChildJvm(Class<?> main) {
    this.main = main;
    path = root(Socket.class) + ":" + root(main);
  }

  /** Runs the {@code main} method of a class. */
  public static ChildJvm of(Class<?> main) {
    return new ChildJvm(main);
  }

  /** Adds options for the JVM, which override the default ones. */
  public ChildJvm options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Adds arguments for the program. */
  public ChildJvm arguments(String... more) {
    arguments.addAll(List.of(more));
    return this;
  }

  /** Gives virtual threads one carrier, which never gets a substitute. */
  public ChildJvm onOneCarrier() {
    return options(
        "-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1");
  }

  /** Adds all libraries of the tests to the class path, for a program that runs tests itself. */
  public ChildJvm withLibraries() {
    for (String more : List.of("jdk.module.path", "java.class.path")) {
      path += ":" + System.getProperty(more, "");
    }
    return this;
  }

  /** Prefers the classes in a directory. */
  public ChildJvm patchedBy(Path directory) {
    path = directory + ":" + path;
    return this;
  }

  /** Leaves out the option that permits native access. */
  public ChildJvm withoutNativeAccess() {
    nativeAccess = false;
    return this;
  }

  /** Puts a command in front, which runs the rest of the command line. */
  public ChildJvm under(List<String> command) {
    launcher.addAll(0, command);
    return this;
  }

  /** Runs the JVM under strace with these options; skips the test if there is no strace. */
  public ChildJvm underStrace(String... straceOptions) {
    Capability.STRACE.require();
    under(List.of(straceOptions));
    return under(List.of("strace", "-f", "--seccomp-bpf", "-qq"));
  }

  /** Sets the limit of open descriptors. */
  public ChildJvm descriptorLimit(int limit) {
    return under(List.of("sh", "-c", "ulimit -n " + limit + " && exec \"$@\"", "sh"));
  }

  /**
   * Runs the JVM in a network namespace of its own; skips the test if there are no namespaces.
   *
   * @param setup a shell script that ends in {@code exec "$@"}
   */
  public ChildJvm inNetwork(String setup) {
    Capability.NAMESPACES.require();
    return under(List.of("unshare", "-n", "sh", "-e", "-c", setup, "sh"));
  }

  /** The command line. */
  public List<String> command() {
    List<String> command = new ArrayList<>(launcher);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (nativeAccess) {
      command.add(NATIVE_ACCESS);
    }
    command.addAll(options);
    command.addAll(List.of("-cp", path, main.getName()));
    command.addAll(arguments);
    return command;
  }

  /** Runs the program and returns what it printed. It has to succeed. */
  public String output() {
    return Command.output(command());
  }

  /** Runs the program and returns the lines that it printed. It has to succeed. */
  public List<String> lines() {
    return output().lines().toList();
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
