package org.llsocket.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command is told that sends datagrams: what, how often. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Payload extends SocketArguments {
  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TEXT",
      description = "The data of the datagram; without it, standard input to its end.")
  private @Nullable String text;

  @Option(names = "--hex", description = "TEXT is hexadecimal.")
  private boolean hex;

  @Option(names = "--file", paramLabel = "FILE", description = "Send what is in this file.")
  private @Nullable Path file;

  @Option(
      names = {"-c", "--count"},
      paramLabel = "N",
      defaultValue = "1",
      description = "Send it so often; ${DEFAULT-VALUE}.")
  private long count;

  @Option(
      names = {"-i", "--interval"},
      paramLabel = "SECONDS",
      description = "Wait so long between two.")
  private @Nullable Double interval;

  @Option(
      names = {"-w", "--timeout"},
      paramLabel = "SECONDS",
      description = "Fail where the kernel has taken none for so long.")
  private @Nullable Double timeout;

  @Override
  void check() {
    super.check();
    refuseIf(count < 1, "--count is 1 or more");
    refuseIf(text != null && file != null, "TEXT and --file exclude each other");
    refuseIf(hex && text == null, "--hex is for TEXT");
    Duration _ = interval();
    Duration _ = timeout();
    if (hex && text != null) {
      refuseIf(!text.matches("([0-9a-fA-F]{2})*"), "\"" + text + "\" is not hexadecimal");
    }
  }

  /** The data. */
  byte[] bytes(Streams streams) throws IOException {
    if (file != null) {
      return Files.readAllBytes(file);
    }
    if (text == null) {
      return streams.in().readAllBytes();
    }
    return hex ? HexFormat.of().parseHex(text) : text.getBytes(UTF_8);
  }

  long count() {
    return count;
  }

  /** Between two; null for none. */
  @Nullable Duration interval() {
    return duration("--interval", interval);
  }

  /** For each; null for no end. */
  @Nullable Duration timeout() {
    return duration("--timeout", timeout);
  }
}
