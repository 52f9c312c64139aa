package org.llsocket.cli.datagram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.llsocket.cli.process.StandardStreams;
import org.llsocket.cli.socket.SocketArguments;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of every command that sends datagrams. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class SendOptions extends SocketArguments {
  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TEXT",
      description = "The data to send; by default all of standard input.")
  private @Nullable String text;

  @Option(names = "--hex", description = "Read TEXT as hexadecimal bytes.")
  private boolean hex;

  @Option(names = "--file", paramLabel = "FILE", description = "Send the contents of this file.")
  private @Nullable Path file;

  @Option(
      names = {"-c", "--count"},
      paramLabel = "N",
      defaultValue = "1",
      description = "Number of datagrams to send (default ${DEFAULT-VALUE}).")
  private long count;

  @Option(
      names = {"-i", "--interval"},
      paramLabel = "SECONDS",
      description = "Interval between datagrams (default none).")
  private @Nullable Double interval;

  @Option(
      names = {"-w", "--timeout"},
      paramLabel = "SECONDS",
      description = "Time to wait for space in the socket's send buffer (default unlimited).")
  private @Nullable Double timeout;

  @Override
  public void check() {
    super.check();
    requireDatagrams();
    refuseIf(count < 1, "--count must be at least 1, not " + count);
    refuseIf(text != null && file != null, "TEXT and --file are mutually exclusive");
    refuseIf(hex && text == null, "--hex requires TEXT");
    Duration _ = interval();
    Duration _ = timeout();
    if (hex && text != null) {
      refuseIf(!text.matches("([0-9a-fA-F]{2})*"), "\"" + text + "\" is not hexadecimal");
    }
  }

  /** The data to send. */
  byte[] bytes(StandardStreams streams) throws IOException {
    if (file != null) {
      return Files.readAllBytes(file);
    }
    if (text == null) {
      return streams.in().readAllBytes();
    }
    return hex ? HexFormat.of().parseHex(text) : text.getBytes(UTF_8);
  }

  /** The number of datagrams. */
  long count() {
    return count;
  }

  /** The time between the starts of two sends; null for none. */
  @Nullable Duration interval() {
    return duration("--interval", interval);
  }

  /** The timeout of each send; null for none. */
  @Nullable Duration timeout() {
    return duration("--timeout", timeout);
  }
}
