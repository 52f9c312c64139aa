package org.llsocket.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.util.List;

/** A network namespace with a loopback: that of a shell, which runs commands in it. */
public final class Namespace implements AutoCloseable {
  private final Process shell;
  private final Writer input;
  private final BufferedReader output;

  private Namespace(Process shell) {
    this.shell = shell;
    input = shell.outputWriter(UTF_8);
    output = new BufferedReader(new InputStreamReader(shell.getInputStream(), UTF_8));
  }

  /** Skips the test if this machine cannot make one. */
  public static Namespace create() throws IOException {
    Capability.NAMESPACES.require();
    List<String> command = List.of("unshare", "-n", "sh");
    var made = new Namespace(new ProcessBuilder(command).redirectErrorStream(true).start());
    made.run("ip link set lo up");
    return made;
  }

  /** The process that is in it. */
  public long pid() {
    return shell.pid();
  }

  /** Runs a command; it must succeed and print nothing. */
  public void run(String command) throws IOException {
    input.write(command + "; echo status $?\n");
    input.flush();
    String line = output.readLine();
    if (!"status 0".equals(line)) {
      throw new IllegalStateException(command + ": " + line);
    }
  }

  /** Waits until interfaces carry packets, which is some time after they are set up. */
  public void awaitUp(String... names) throws IOException {
    for (String name : names) {
      run(
          "timeout 60 sh -c \"until ip -o link show %s | grep -q 'state UP'; do :; done\""
              .formatted(name));
    }
  }

  /** Ends the shell, and with it the namespace. */
  @Override
  public void close() {
    shell.destroy();
    shell.onExit().join();
  }
}
