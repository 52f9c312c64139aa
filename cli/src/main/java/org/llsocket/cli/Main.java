package org.llsocket.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.llsocket.cli.capture.CaptureCommand;
import org.llsocket.cli.datagram.MulticastCommand;
import org.llsocket.cli.datagram.RecvCommand;
import org.llsocket.cli.datagram.SendCommand;
import org.llsocket.cli.demo.DemoCommand;
import org.llsocket.cli.info.InterfacesCommand;
import org.llsocket.cli.info.OptionsCommand;
import org.llsocket.cli.info.ResolveCommand;
import org.llsocket.cli.lua.LuaCommand;
import org.llsocket.cli.monitor.MonitorCommand;
import org.llsocket.cli.netcat.ConnectCommand;
import org.llsocket.cli.netcat.ListenCommand;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.ping.PingCommand;
import org.llsocket.cli.probe.ProbeCommand;
import org.llsocket.cli.process.CommandContext;
import org.llsocket.cli.process.StandardStreams;
import org.llsocket.cli.process.Version;
import org.llsocket.cli.relay.RelayCommand;
import org.llsocket.cli.run.RunCommand;
import org.llsocket.cli.sockets.SocketsCommand;
import org.llsocket.nio.NearestNames;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code llsocket} command. */
@Command(
    name = "llsocket",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "The operating system's sockets, from the command line.",
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:success", "1:failure", "2:usage error"},
    commandListHeading = "%nCommands (see llsocket COMMAND --help):%n",
    subcommands = {
      DemoCommand.class,
      ResolveCommand.class,
      InterfacesCommand.class,
      OptionsCommand.class,
      ProbeCommand.class,
      SocketsCommand.class,
      MonitorCommand.class,
      ListenCommand.class,
      ConnectCommand.class,
      RelayCommand.class,
      SendCommand.class,
      RecvCommand.class,
      MulticastCommand.class,
      PingCommand.class,
      CaptureCommand.class,
      LuaCommand.class,
      RunCommand.class,
      CommandLine.HelpCommand.class
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Main implements Runnable, CommandContext {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print stack traces of failures.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  private final StandardStreams streams;

  private Main(StandardStreams streams) {
    this.streams = streams;
  }

  /**
   * Runs the command and ends the JVM with its exit status.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(commandLine(StandardStreams.ofProcess()).execute(args));
  }

  /** The command over any streams; {@link CommandLine#execute} runs it. */
  static CommandLine commandLine(StandardStreams streams) {
    var main = new Main(streams);
    var line = new CommandLine(main).setCaseInsensitiveEnumValuesAllowed(true);
    // Options after the script, or the program, are its own.
    for (String runs : List.of("lua", "run")) {
      Objects.requireNonNull(line.getSubcommands().get(runs)).setStopAtPositional(true);
    }
    line.setOut(streams.outWriter());
    line.setErr(streams.err());
    line.setParameterExceptionHandler((e, args) -> usage(e));
    line.setExecutionExceptionHandler((e, failed, parsed) -> main.report(e, failed));
    return line;
  }

  @Override
  public boolean verbose() {
    return verbose;
  }

  @Override
  public StandardStreams streams() {
    return streams;
  }

  private static int usage(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    PrintWriter err = e.getCommandLine().getErr();
    err.println(command.qualifiedName() + ": " + Formats.oneLine(e) + hint(e));
    err.println("See: " + command.qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  /** {@code ; did you mean --json?}: the nearest of the words that are possible there. */
  private static String hint(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    if (e instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst().split("=", 2)[0];
      boolean isOption = word.startsWith("--");
      return NearestNames.hint(
          word, (isOption ? command.optionsMap() : command.subcommands()).keySet());
    }
    boolean hasWords = e.getArgSpec() != null && e.getArgSpec().completionCandidates() != null;
    if (!hasWords || e.getValue() == null) {
      return "";
    }
    List<String> words = new ArrayList<>();
    e.getArgSpec().completionCandidates().forEach(words::add);
    return NearestNames.hint(e.getValue(), words);
  }

  private int report(Exception e, CommandLine failed) {
    failed.getErr().println(failed.getCommandSpec().qualifiedName() + ": " + Formats.oneLine(e));
    if (verbose) {
      e.printStackTrace(failed.getErr());
    }
    return e instanceof IllegalArgumentException
        ? ExitCode.USAGE
        : failed.getCommandSpec().exitCodeOnExecutionException();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command was given");
  }
}
