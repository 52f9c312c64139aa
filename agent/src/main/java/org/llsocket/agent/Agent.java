package org.llsocket.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.nio.SocketDefaults;
import org.llsocket.nio.SocketSettings;

/**
 * {@code java -javaagent:llsocket-agent.jar=SETTINGS}: before the program's {@code main}, this
 * library's channels and sockets take the place of the JDK's, and the settings become those of
 * every socket: {@link SocketSettings}.
 *
 * <pre>{@code
 * java -javaagent:llsocket-agent.jar=TCP_USER_TIMEOUT=30s,connect:SO_KEEPALIVE=true -jar app.jar
 * }</pre>
 *
 * <p>Settings that are wrong end the start. On a platform that this library does not support the
 * program runs with the JDK's sockets. {@code -javaagent:llsocket-agent.jar=help} prints all.
 */
public final class Agent {
  private static final String NAME = "llsocket-agent: ";

  private Agent() {}

  /** Called by the JDK before the program's {@code main}. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    try {
      AgentArguments parsed = AgentArguments.parse(arguments);
      if (parsed.has(AgentArguments.HELP)) {
        main();
        System.exit(0);
      }
      NativeAccess.grant(instrumentation);
      String line = start(parsed);
      if (!parsed.has(AgentArguments.QUIET)) {
        System.err.println(NAME + line);
      }
    } catch (IllegalArgumentException | IOException e) {
      System.err.println(NAME + e.getMessage());
      System.err.println(NAME + "the program was not started; for help: -javaagent:JAR=help");
      System.exit(1);
    }
  }

  /** Replaces what can be replaced, and returns what that is, on one line. */
  private static String start(AgentArguments arguments) throws IOException {
    try (Socket _ = Socket.open(AF.UNIX, SOCK.STREAM)) {
      SocketSettings settings = SocketDefaults.get().and(arguments.settings());
      settings.check();
      SocketDefaults.set(settings);
      var replacement = new Replacement(arguments);
      return replacement + "; " + (settings.isEmpty() ? "no options" : settings);
    } catch (UnsupportedOperationException | IllegalCallerException e) {
      return "the JDK's sockets are used: " + e.getMessage();
    }
  }

  /** {@code java -jar llsocket-agent.jar}: prints how to use the agent. */
  public static void main(String... args) {
    try (InputStream help = Agent.class.getResourceAsStream("help.txt")) {
      System.out.print(new String(Objects.requireNonNull(help).readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
