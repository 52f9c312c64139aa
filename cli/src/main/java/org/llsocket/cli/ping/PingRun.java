package org.llsocket.cli.ping;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.cli.socket.SocketIo;
import org.llsocket.message.ExtendedErr;
import org.llsocket.message.Message;

/** Sends echo requests at an interval and receives the replies in between, in one thread. */
final class PingRun implements AutoCloseable {
  private static final int SEQUENCES = 1 << 16;
  private static final int CONTROL = 1024; // enough for the control data requested

  private final Plan plan;
  private final PingSocket ping;
  private final PingReport report;
  private final PingStatistics statistics;

  private final Message out = new Message();
  private final Message in = new Message().controlCapacity(CONTROL);
  private final SockAddrBuffer sender = new SockAddrBuffer();
  private final byte[] request;
  private final byte[] packet;
  private final @Nullable Sent[] sent = new Sent[SEQUENCES];
  private long requests;
  private long pending; // requests without a reply or an error

  /**
   * The requests to send and the timeouts.
   *
   * @param count the number of requests; 0 for no limit
   * @param interval the time between requests
   * @param timeout the time to wait for replies after the last request
   * @param deadline the limit of the whole run; null for none
   * @param size the size of the data in a request
   */
  record Plan(
      long count, Duration interval, Duration timeout, @Nullable Duration deadline, int size) {}

  /** A request: its send time by both clocks, and whether it was answered or failed. */
  private static final class Sent {
    private final long nanos = System.nanoTime();
    private final Instant time = Instant.now();
    private boolean answered;
    private boolean failed;
  }

  PingRun(Plan plan, PingSocket ping, SockAddr host, PingReport report, PingStatistics statistics) {
    this.plan = plan;
    this.ping = ping;
    this.report = report;
    this.statistics = statistics;
    request = ping.packet().request(plan.size);
    packet = new byte[request.length + 256]; // for the IPv4 header, and to notice longer packets
    out.buffers(MemorySegment.ofArray(request)).name(host);
    in.buffers(MemorySegment.ofArray(packet)).name(sender);
  }

  /** Sends and receives until the plan is complete. */
  void run() throws IOException {
    warmUp();
    long next = System.nanoTime();
    long end = plan.deadline == null ? Long.MAX_VALUE : plan.deadline.toNanos();
    long start = next;
    while (true) {
      long now = System.nanoTime();
      boolean more = plan.count == 0 || requests < plan.count;
      if (now - start >= end || (!more && (pending == 0 || now - next >= 0))) {
        return;
      }
      if (more && now - next >= 0) {
        send();
        boolean last = requests == plan.count;
        next = now + (last ? plan.timeout : plan.interval).toNanos();
      } else {
        receive(Math.min(next - now, end - (now - start)));
      }
    }
  }

  /** The first calls load classes, which would add to the first round-trip time. */
  private void warmUp() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      int _ = pair.first().sendmsg(new Message().buffers(MemorySegment.ofArray(request)), 0);
      boolean _ = pair.second().awaitReadable(plan.interval);
      int _ = pair.second().recvmsg(in, MSG.DONTWAIT);
    }
    Sent _ = new Sent();
  }

  private void receive(long nanos) throws IOException {
    if (ping.socket().awaitReadable(Duration.ofNanos(nanos))) {
      takeErrors(); // first: a pending error would fail the receive
      takeReplies();
    }
  }

  // ---- sending

  private void send() throws IOException {
    int sequence = (int) (++requests % SEQUENCES);
    ping.packet().setSequence(request, sequence);
    var now = new Sent();
    sent[sequence] = now;
    pending++;
    statistics.sent();
    try {
      SocketIo.requireProgress(transmit(), "SO_SNDTIMEO");
    } catch (ErrnoException e) {
      if (requests == 1) {
        throw e;
      }
      fail(now);
      report.sendFailed(sequence, e);
    }
  }

  /** Sends the request; a pending error of an earlier request fails the send, which is retried. */
  private int transmit() throws IOException {
    try {
      return ping.socket().sendmsg(out, 0);
    } catch (ErrnoException e) {
      if (takeErrors() == 0) {
        throw e;
      }
      return ping.socket().sendmsg(out, 0);
    }
  }

  // ---- receiving

  private void takeReplies() throws IOException {
    try {
      for (int n = recvmsg(0); n != Socket.AGAIN; n = recvmsg(0)) {
        takeReply(n);
      }
    } catch (ErrnoException e) {
      if (takeErrors() == 0) {
        throw e;
      }
    }
  }

  private int recvmsg(int flags) throws IOException {
    return ping.socket().recvmsg(in, MSG.DONTWAIT | MSG.TRUNC | flags);
  }

  private void takeReply(int length) throws IOException {
    int kept = Math.min(length, packet.length);
    int sequence = ping.packet().sequence(packet, kept);
    Sent request = sequence < 0 ? null : sent[sequence];
    if (request == null) {
      return;
    }
    long nanos = roundTrip(request);
    boolean duplicate = request.answered;
    if (duplicate) {
      statistics.duplicated();
    } else {
      close(request);
      request.answered = true;
      statistics.answered(nanos);
    }
    int size = length - ping.packet().start(packet, kept);
    report.reply(
        new PingReport.Reply(sender.toSockAddr(), sequence, size, ttl(), nanos, duplicate));
  }

  /**
   * The round-trip time by the kernel's receive timestamp, if there is one: it does not include the
   * time until this program is scheduled.
   */
  private long roundTrip(Sent request) {
    long nanos = System.nanoTime() - request.nanos;
    long received = in.control().timestampNanos();
    if (received < 0) {
      return nanos;
    }
    long seen = ChronoUnit.NANOS.between(Instant.EPOCH, request.time);
    return Math.clamp(received - seen, 0, nanos); // outside the range if the clock was set
  }

  private int ttl() {
    return ping.packet().inet6() ? in.control().hoplimit() : in.control().ttl();
  }

  /** Empties the error queue and returns the number of errors. */
  private int takeErrors() throws IOException {
    int errors = 0;
    for (int n = recvmsg(MSG.ERRQUEUE); n != Socket.AGAIN; n = recvmsg(MSG.ERRQUEUE)) {
      errors++;
      ExtendedErr error = in.control().get(ExtendedErr.class);
      int sequence = ping.packet().requested(packet, Math.min(n, packet.length));
      Sent request = sequence < 0 ? null : sent[sequence];
      if (error != null && request != null) {
        fail(request);
        report.error(sequence, error);
      }
    }
    return errors;
  }

  private void fail(Sent request) {
    close(request);
    request.failed = true;
    statistics.failed();
  }

  private void close(Sent request) {
    if (!request.answered && !request.failed) {
      pending--;
    }
  }

  @Override
  public void close() {
    out.close();
    in.close();
  }
}
