package org.llsocket.cli.run;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.llsocket.cli.process.ExitHook;
import org.llsocket.nio.SocketSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code llsocket run}. */
@Command(
    name = "run",
    description = {
      "Runs a Java program whose sockets are llsocket's, with these options set on each of them.",
      "",
      "java is started with -javaagent. Any other program, such as a script, gets it in "
          + "JAVA_TOOL_OPTIONS, for each java that it starts.",
      ""
    },
    footer = {
      "",
      "The exit status is that of the program. SIGTERM and SIGINT are passed on.",
      "",
      "Examples:",
      "  llsocket run --set TCP_USER_TIMEOUT=30s -- java -jar app.jar",
      "  llsocket run --set listen:8080:SO_RCVBUF=1M -- bin/server"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class RunCommand implements Callable<Integer> {
  /** Where the agent is, if not beside the jar of this command. */
  private static final String AGENT_PROPERTY = "llsocket.agent";

  @Option(
      names = "--set",
      paramLabel = "SETTING",
      description = {
        "[ROLE:][ADDRESSES:]NAME=VALUE. Repeatable.",
        "NAME: a socket option by its C name.",
        "ROLE: connect, listen, accept or datagram; all by default.",
        "ADDRESSES: a port, ports (8000-8999), an address, a network (10.0.0.0/8), either with "
            + "ports (10.0.0.0/8:5432), or unix."
      })
  private List<String> settings = List.of();

  @Option(
      names = {"-q", "--quiet"},
      description = "Have the agent print no line at the start.")
  private boolean quiet;

  @Option(names = "--no-nio", description = "Leave the channels of java.nio to the JDK.")
  private boolean noNio;

  @Option(names = "--no-net", description = "Leave the sockets of java.net to the JDK.")
  private boolean noNet;

  @Parameters(
      paramLabel = "PROGRAM [ARG...]",
      arity = "1..*",
      description = "The program and its arguments.")
  private List<String> program;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    String flag = "-javaagent:" + agent() + "=" + items();
    var builder = new ProcessBuilder().inheritIO();
    if (isJava(program.getFirst())) {
      List<String> command = new ArrayList<>(program);
      command.add(1, flag);
      builder.command(command);
    } else {
      String before = builder.environment().getOrDefault("JAVA_TOOL_OPTIONS", "");
      String word = flag.indexOf(' ') < 0 ? flag : '"' + flag + '"';
      builder.environment().put("JAVA_TOOL_OPTIONS", (before + " " + word).strip());
      builder.command(program);
    }
    Process process = builder.start();
    try (var _ = new ExitHook(() -> end(process))) {
      return process.waitFor();
    }
  }

  private static boolean isJava(String program) {
    Path name = Path.of(program).getFileName();
    return name != null && name.toString().equals("java");
  }

  /** The arguments of the agent, checked before the program is started. */
  private String items() throws IOException {
    List<String> items = new ArrayList<>();
    for (String setting : settings) {
      try {
        SocketSettings.parse(setting).check();
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), "--set: " + e.getMessage(), e);
      }
      items.add(setting);
    }
    if (quiet) {
      items.add("quiet");
    }
    if (noNio) {
      items.add("no-nio");
    }
    if (noNet) {
      items.add("no-net");
    }
    return String.join(",", items);
  }

  /** The agent's jar, beside the jar of this command. */
  private static Path agent() throws IOException {
    Path jar = Path.of(System.getProperty(AGENT_PROPERTY, besideThis("llsocket-agent.jar")));
    if (!Files.isReadable(jar)) {
      throw new IOException(jar + " is missing; -D" + AGENT_PROPERTY + "=JAR names another");
    }
    return jar;
  }

  private static String besideThis(String name) throws IOException {
    try {
      var code = RunCommand.class.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(code.toURI()).resolveSibling(name).toString();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** Ends the program when this command is ended by a signal, and waits for it. */
  private static void end(Process process) {
    process.destroy(); // SIGTERM
    try {
      int _ = process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
