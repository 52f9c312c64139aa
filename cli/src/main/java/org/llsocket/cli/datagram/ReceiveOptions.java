package org.llsocket.cli.datagram;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.Socket;
import org.llsocket.cli.output.OutputOptions;
import org.llsocket.cli.process.ExitHook;
import org.llsocket.cli.process.StandardStreams;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.SocketArguments;
import org.llsocket.cli.socket.TransferStats;
import picocli.CommandLine.Option;

/** The arguments of every command that prints received datagrams. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ReceiveOptions extends SocketArguments {
  @Option(
      names = {"-c", "--count"},
      paramLabel = "N",
      description = "Exit after this number of datagrams.")
  @Nullable Long count;

  @Option(
      names = {"-w", "--timeout"},
      paramLabel = "SECONDS",
      description = "Exit after this time without a datagram; with --count, exit with an error.")
  @Nullable Double timeout;

  @Option(
      names = "--control",
      split = ",",
      paramLabel = "NAME",
      description =
          "Control data to request: ${COMPLETION-CANDIDATES}; separated by commas, "
              + "repeatable (default all that the socket supports).")
  private List<ControlOption> requested = List.of();

  @Option(names = "--no-control", description = "Request no control data.")
  private boolean none;

  @Option(
      names = "--data",
      paramLabel = "FORMAT",
      description =
          "How to print the data: text, hex, none, or auto: text if it is UTF-8, else hex "
              + "(default auto).")
  private @Nullable DataFormat format;

  @Option(names = "--hex", description = "The same as --data hex.")
  private boolean hex;

  /** How to print the data of a datagram. */
  enum DataFormat {
    AUTO,
    TEXT,
    HEX,
    NONE
  }

  @Override
  public void check() {
    super.check();
    requireDatagrams();
    refuseIf(hex && format != null, "--hex and --data are mutually exclusive");
    refuseIf(count != null && count < 1, "--count must be at least 1, not " + count);
    refuseIf(none && !requested.isEmpty(), "--control and --no-control are mutually exclusive");
    Duration _ = limit();
  }

  private @Nullable Duration limit() {
    return duration("--timeout", timeout);
  }

  private DataFormat format() {
    return hex ? DataFormat.HEX : format == null ? DataFormat.AUTO : format;
  }

  /** Prints the datagrams that a socket receives, up to the count or until the process exits. */
  void receive(Socket socket, String opening, StandardStreams streams, OutputOptions output)
      throws IOException {
    var stats = new TransferStats(true, null);
    var printer = new DatagramPrinter(output, format(), socket.getsockname());
    try (var console = new Console(streams, quiet());
        var _ = new ExitHook(() -> console.info("received " + stats.receivedSummary()))) {
      console.info(opening);
      new DatagramReader(socket, printer, stats).run(count, limit());
    }
  }

  /** Enables the control data that the user wants. */
  void prepare(Socket socket) throws IOException {
    for (ControlOption each : requested) {
      each.enable(socket);
    }
    if (requested.isEmpty() && !none) {
      ControlOption.enableAll(socket);
    }
  }
}
