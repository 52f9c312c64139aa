package org.llsocket.cli;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code llsocket} command. */
@Command(
    name = "llsocket",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "The operating system's sockets, from the command line.",
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:all went well", "1:the job failed", "2:wrong usage"},
    commandListHeading = "%nCommands, each with its own --help:%n",
    subcommands = {
      Demo.class,
      Resolve.class,
      InterfacesCommand.class,
      OptionsCommand.class,
      Probe.class,
      Listen.class,
      Connect.class,
      Send.class,
      Recv.class,
      Multicast.class,
      Ping.class,
      LuaCommand.class,
      CommandLine.HelpCommand.class
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Main implements Runnable {
  /** Exit status where the job failed. */
  static final int FAILED = 1;

  /** Exit status where the command line is wrong. */
  static final int USAGE = 2;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  private final Streams streams;

  private Main(Streams streams) {
    this.streams = streams;
  }

  /**
   * Runs the command and ends the JVM with its exit status.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(commandLine(Streams.ofProcess()).execute(args));
  }

  /** The command over any streams; {@link CommandLine#execute} runs it. */
  static CommandLine commandLine(Streams streams) {
    var main = new Main(streams);
    var line = new CommandLine(main).setCaseInsensitiveEnumValuesAllowed(true);
    // What follows a script is the script's.
    Objects.requireNonNull(line.getSubcommands().get("lua")).setStopAtPositional(true);
    line.setOut(streams.outWriter());
    line.setErr(streams.err());
    line.setParameterExceptionHandler((e, args) -> usage(e));
    line.setExecutionExceptionHandler((e, failed, parsed) -> main.report(e, failed));
    return line;
  }

  boolean verbose() {
    return verbose;
  }

  Streams streams() {
    return streams;
  }

  private static int usage(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    PrintWriter err = e.getCommandLine().getErr();
    err.println(command.qualifiedName() + ": " + oneLine(e));
    err.println("See: " + command.qualifiedName() + " --help");
    return USAGE;
  }

  private int report(Exception e, CommandLine failed) {
    failed.getErr().println(failed.getCommandSpec().qualifiedName() + ": " + oneLine(e));
    if (verbose) {
      e.printStackTrace(failed.getErr());
    }
    return e instanceof IllegalArgumentException
        ? USAGE
        : failed.getCommandSpec().exitCodeOnExecutionException();
  }

  /** What went wrong, in one line; the class where an exception says nothing. */
  static String oneLine(Throwable e) {
    @Nullable String message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"llsocket " + number()};
    }

    static String number() {
      String version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "(unpackaged)" : version;
    }
  }
}
