package org.llsocket.cli;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.message.ControlMessage;
import org.llsocket.message.Message;
import org.llsocket.message.UdpSegment;
import org.llsocket.option.SO;

/** Sends a datagram once or more often, with control data. */
final class DatagramWriter {
  /** More than all control data that can be asked for, 253 descriptors among them. */
  private static final int CONTROL = 8192;

  private final Payload payload;
  private final Output output;

  DatagramWriter(Payload payload, Output output) {
    this.payload = payload;
    this.output = output;
  }

  /** Sends what the user wants sent to an address. */
  void run(Socket socket, SockAddr to, List<ControlMessage> control, Streams streams)
      throws IOException {
    Duration timeout = payload.timeout();
    if (timeout != null) {
      socket.set(SO.SNDTIMEO, timeout);
    }
    byte[] data = payload.bytes(streams);
    var tally = new Tally(true, null);
    try (var messages = new Messages(streams, payload.quiet);
        var message = new Message().controlCapacity(CONTROL);
        var _ = new AtExit(() -> sum(messages, tally, to, control))) {
      message.buffers(MemorySegment.ofArray(data)).name(to);
      for (ControlMessage each : control) {
        message.control().add(each);
      }
      repeat(() -> tally.sent(send(message, socket, timeout)));
    }
    if (output.json) {
      output.json(
          Output.object(
              "to", to.toString(),
              "from", socket.getsockname().toString(),
              "size", data.length,
              "count", payload.count(),
              "control", control.stream().map(ControlText::object).toList()));
    }
  }

  /** Says what was sent; of nothing, the failure says enough. */
  private static void sum(
      Messages messages, Tally tally, SockAddr to, List<ControlMessage> control) {
    if (tally.hasSent()) {
      messages.say(summary(tally, to, control));
    }
  }

  private static String summary(Tally tally, SockAddr to, List<ControlMessage> control) {
    String cut =
        control.stream()
            .filter(UdpSegment.class::isInstance)
            .map(each -> ", cut into datagrams of " + ((UdpSegment) each).size() + " B")
            .findFirst()
            .orElse("");
    return "sent " + tally.sentSummary() + " to " + to + cut;
  }

  private interface Step {
    void run() throws IOException;
  }

  private void repeat(Step step) throws IOException {
    Duration interval = payload.interval();
    long next = System.nanoTime();
    for (long i = 0; i < payload.count(); i++) {
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
      throw new IOException("the receiver took none within " + Text.seconds(timeout));
    }
    return Input.moved(n, "SO_SNDTIMEO");
  }
}
