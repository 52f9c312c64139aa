package org.llsocket.cli.conversation;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.Pipe;
import org.llsocket.SockAddr;
import org.llsocket.cli.proxy.ProxyHeader;

/** A program: it reads what is written to this end, and what it writes is read from this end. */
public final class ProgramEnd implements End {
  private final String command;
  private final Process process;
  private final Descriptor stdin;
  private final Descriptor stdout;

  private ProgramEnd(String command, Process process, Descriptor stdin, Descriptor stdout) {
    this.command = command;
    this.process = process;
    this.stdin = stdin;
    this.stdout = stdout;
  }

  /**
   * Starts {@code sh -c command}; its standard error is that of this process.
   *
   * @param environment variables to add to those of this process
   */
  public static ProgramEnd start(String command, Map<String, String> environment)
      throws IOException {
    Pipe in = Pipe.open();
    try {
      Pipe out = Pipe.open();
      try {
        var builder = new ProcessBuilder("/bin/sh", "-c", command);
        builder.environment().putAll(environment);
        builder.redirectInput(Redirect.from(opened(in.reader())));
        builder.redirectOutput(Redirect.to(opened(out.writer())));
        builder.redirectError(Redirect.INHERIT);
        return new ProgramEnd(command, builder.start(), in.writer(), out.reader());
      } catch (IOException e) {
        out.reader().close();
        throw e;
      } finally {
        out.writer().close(); // the program has its own
      }
    } catch (IOException e) {
      in.writer().close();
      throw e;
    } finally {
      in.reader().close();
    }
  }

  /** The variables with the addresses of a peer. */
  public static Map<String, String> environment(ProxyHeader origin) {
    return Map.of(
        "LLSOCKET_PEER", text(origin.source()), "LLSOCKET_LOCAL", text(origin.destination()));
  }

  private static String text(@Nullable SockAddr address) {
    return address == null ? "" : address.toString();
  }

  /** A pipe of this process as a file, to be opened once more. */
  private static File opened(Descriptor end) {
    return new File("/proc/self/fd/" + end.fd());
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return (int) stdout.read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      stdin.write(from);
    }
  }

  @Override
  public boolean endOutput() throws IOException {
    stdin.close();
    return true;
  }

  @Override
  public Descriptor source() {
    return stdout;
  }

  @Override
  public Descriptor target() {
    return stdin;
  }

  @Override
  public boolean mayStopReading() {
    return true;
  }

  @Override
  public void whenFinished(Runnable action) {
    var _ = process.onExit().thenRun(action);
  }

  @Override
  public String toString() {
    return command;
  }

  @Override
  public void close() throws IOException {
    try {
      stdin.close();
    } finally {
      stdout.close();
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }
}
