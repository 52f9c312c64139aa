package org.llsocket.cli.datagram;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.output.JsonObject;
import org.llsocket.cli.output.OutputOptions;
import org.llsocket.cli.process.ExitHook;
import org.llsocket.cli.process.StandardStreams;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.SocketIo;
import org.llsocket.cli.socket.TransferStats;
import org.llsocket.message.ControlMessage;
import org.llsocket.message.Message;
import org.llsocket.message.UdpSegment;
import org.llsocket.option.SO;

/** Sends a datagram with control data, once or repeatedly. */
final class DatagramWriter {
  /** Enough for all control data that can be sent, including 253 descriptors. */
  private static final int CONTROL = 8192;

  private final SendOptions options;
  private final OutputOptions output;

  DatagramWriter(SendOptions options, OutputOptions output) {
    this.options = options;
    this.output = output;
  }

  /** Sends the user's data to an address. */
  void run(Socket socket, SockAddr to, List<ControlMessage> control, StandardStreams streams)
      throws IOException {
    Duration timeout = options.timeout();
    if (timeout != null) {
      socket.set(SO.SNDTIMEO, timeout);
    }
    byte[] data = options.bytes(streams);
    var stats = new TransferStats(true, null);
    try (var console = new Console(streams, options.quiet());
        var message = new Message().controlCapacity(CONTROL);
        var _ = new ExitHook(() -> printSummary(console, stats, to, control))) {
      message.buffers(MemorySegment.ofArray(data)).name(to);
      for (ControlMessage each : control) {
        message.control().add(each);
      }
      repeat(() -> stats.sent(send(message, socket, timeout)));
    }
    if (output.json()) {
      output.printJson(
          JsonObject.of(
              "to", to.toString(),
              "from", socket.getsockname().toString(),
              "size", data.length,
              "count", options.count(),
              "control", control.stream().map(ControlText::object).toList()));
    }
  }

  /** Prints the data sent; if there was none, a failure is reported instead. */
  private static void printSummary(
      Console console, TransferStats stats, SockAddr to, List<ControlMessage> control) {
    if (stats.hasSent()) {
      console.info(summary(stats, to, control));
    }
  }

  private static String summary(TransferStats stats, SockAddr to, List<ControlMessage> control) {
    String segments =
        control.stream()
            .filter(UdpSegment.class::isInstance)
            .map(each -> ", segmented into datagrams of " + ((UdpSegment) each).size() + " B")
            .findFirst()
            .orElse("");
    return "sent " + stats.sentSummary() + " to " + to + segments;
  }

  private interface Step {
    void run() throws IOException;
  }

  private void repeat(Step step) throws IOException {
    Duration interval = options.interval();
    long next = System.nanoTime();
    for (long i = 0; i < options.count(); i++) {
      while (interval != null && i > 0 && System.nanoTime() - next < 0) {
        LockSupport.parkNanos(next - System.nanoTime());
      }
      step.run();
      next += interval == null ? 0 : interval.toNanos();
    }
  }

  private static long send(Message message, Socket socket, @Nullable Duration timeout)
      throws IOException {
    int n = socket.sendmsg(message, 0);
    if (n == Socket.AGAIN && timeout != null) {
      throw new IOException("send timed out after " + Formats.seconds(timeout));
    }
    return SocketIo.requireProgress(n, "SO_SNDTIMEO");
  }
}
