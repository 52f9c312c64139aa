package org.llsocket.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.Socket;
import picocli.CommandLine.Option;

/** What every command is told that shows datagrams that come. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Reception extends SocketArguments {
  @Option(
      names = {"-c", "--count"},
      paramLabel = "N",
      description = "End after so many.")
  @Nullable Long count;

  @Option(
      names = {"-w", "--timeout"},
      paramLabel = "SECONDS",
      description = "End once none has come for so long; with --count that is a failure.")
  @Nullable Double timeout;

  @Option(
      names = "--control",
      split = ",",
      paramLabel = "NAME",
      description =
          "The control data to ask for: ${COMPLETION-CANDIDATES}; repeatable, or with commas between. Without it, all that the socket has.")
  private List<Ask> asked = List.of();

  @Option(names = "--no-control", description = "Ask for no control data.")
  private boolean none;

  @Option(
      names = "--data",
      paramLabel = "FORM",
      defaultValue = "auto",
      description = "How the data are shown: text, hex, none; auto is text where it is text.")
  Form form;

  /** How data are shown. */
  enum Form {
    AUTO,
    TEXT,
    HEX,
    NONE
  }

  @Override
  void check() {
    super.check();
    refuseIf(count != null && count < 1, "--count is 1 or more");
    refuseIf(none && !asked.isEmpty(), "--control and --no-control exclude each other");
    Duration _ = limit();
  }

  private @Nullable Duration limit() {
    return duration("--timeout", timeout);
  }

  /** Shows what comes to a socket, until enough has or the process is told to end. */
  void show(Socket socket, String opening, Streams streams, Output output) throws IOException {
    var tally = new Tally(true, null);
    var printer = new DatagramPrinter(output, form, socket.getsockname());
    try (var messages = new Messages(streams, quiet);
        var _ = new AtExit(() -> messages.say("received " + tally.receivedSummary()))) {
      messages.say(opening);
      new DatagramReader(socket, printer, tally).run(count, limit());
    }
  }

  /** Switches on what is asked for. */
  void prepare(Socket socket) throws IOException {
    for (Ask each : asked) {
      each.on(socket);
    }
    if (asked.isEmpty() && !none) {
      Ask.all(socket);
    }
  }
}
