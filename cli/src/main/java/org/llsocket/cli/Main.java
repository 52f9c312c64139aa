package org.llsocket.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The {@code llsocket} command. */
@Command(
    name = "llsocket",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Sockets from the command line.")
public final class Main implements Runnable {
  private Main() {}

  /**
   * Runs the command and ends the JVM with its exit status.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"llsocket " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
