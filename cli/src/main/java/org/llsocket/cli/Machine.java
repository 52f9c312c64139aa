package org.llsocket.cli;

/** What the command runs on. */
final class Machine {
  private Machine() {}

  /** {@code llsocket 0.1.0 on Linux 6.18 amd64, Java 25.0.3}. */
  static String line() {
    return "llsocket "
        + Main.Version.number()
        + " on "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch")
        + ", Java "
        + System.getProperty("java.version");
  }
}
