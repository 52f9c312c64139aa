package org.llsocket.cli;

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
import org.llsocket.Socket;
import org.llsocket.message.ExtendedErr;
import org.llsocket.message.Message;

/** Sends echo requests in their rhythm, and listens for what comes back meanwhile: one thread. */
final class PingRun implements AutoCloseable {
  private static final int SEQUENCES = 1 << 16;
  private static final int CONTROL = 1024; // more than all that is asked for

  private final Plan plan;
  private final PingSocket ping;
  private final PingReport report;
  private final PingStatistics statistics;

  private final Message out = new Message();
  private final Message in = new Message().controlCapacity(CONTROL);
  private final SockAddr sender = new SockAddrBuffer();
  private final byte[] request;
  private final byte[] packet;
  private final @Nullable Sent[] sent = new Sent[SEQUENCES];
  private long requests;
  private long open; // requests that nothing has come of yet

  /**
   * What the user wants.
   *
   * @param count of requests; 0 for no end
   * @param interval between them
   * @param patience for the last answers
   * @param limit of the whole; null for none
   * @param size of the data in a request
   */
  record Plan(
      long count, Duration interval, Duration patience, @Nullable Duration limit, int size) {}

  /** A request on its way: when it was sent by both clocks, and whether anything has come of it. */
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
    packet =
        new byte[request.length + 256]; // with the header of IPv4, and room to see a longer one
    out.buffers(MemorySegment.ofArray(request)).name(host);
    in.buffers(MemorySegment.ofArray(packet)).name(sender);
  }

  /** Sends and listens to the end of the plan. */
  void run() throws IOException {
    warmUp();
    long next = System.nanoTime();
    long end = plan.limit == null ? Long.MAX_VALUE : plan.limit.toNanos();
    long start = next;
    while (true) {
      long now = System.nanoTime();
      boolean more = plan.count == 0 || requests < plan.count;
      if (now - start >= end || (!more && (open == 0 || now - next >= 0))) {
        return;
      }
      if (more && now - next >= 0) {
        send();
        boolean last = requests == plan.count;
        next = now + (last ? plan.patience : plan.interval).toNanos();
      } else {
        listen(Math.min(next - now, end - (now - start)));
      }
    }
  }

  /** The first calls load classes; that time is not the network's. */
  private void warmUp() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      int _ = pair.first().sendmsg(new Message().buffers(MemorySegment.ofArray(request)), 0);
      boolean _ = pair.second().awaitReadable(plan.interval);
      int _ = pair.second().recvmsg(in, MSG.DONTWAIT);
    }
    Sent _ = new Sent();
  }

  private void listen(long nanos) throws IOException {
    if (ping.socket().awaitReadable(Duration.ofNanos(nanos))) {
      takeErrors(); // first: a receive would throw the last one
      takeAnswers();
    }
  }

  // ---- sending

  private void send() throws IOException {
    int sequence = (int) (++requests % SEQUENCES);
    ping.packet().number(request, sequence);
    var now = new Sent();
    sent[sequence] = now;
    open++;
    statistics.sent();
    try {
      Input.moved(transmit(), "SO_SNDTIMEO");
    } catch (ErrnoException e) {
      if (requests == 1) {
        throw e;
      }
      fail(now);
      report.complain(sequence, e);
    }
  }

  /** An error that an earlier request has met is thrown by the next send: it is not that one's. */
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

  // ---- what comes

  private void takeAnswers() throws IOException {
    try {
      for (int n = receive(0); n != Socket.AGAIN; n = receive(0)) {
        takeAnswer(n);
      }
    } catch (ErrnoException e) {
      if (takeErrors() == 0) {
        throw e;
      }
    }
  }

  private int receive(int flags) throws IOException {
    return ping.socket().recvmsg(in, MSG.DONTWAIT | MSG.TRUNC | flags);
  }

  private void takeAnswer(int length) throws IOException {
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
    report.reply(new PingReport.Reply(sender.copy(), sequence, size, ttl(), nanos, duplicate));
  }

  /** By the kernel's clock where it tells; it is not later for this program's being slow. */
  private long roundTrip(Sent request) {
    long nanos = System.nanoTime() - request.nanos;
    long received = in.control().timestampNanos();
    if (received < 0) {
      return nanos;
    }
    long seen = ChronoUnit.NANOS.between(Instant.EPOCH, request.time);
    return Math.clamp(received - seen, 0, nanos); // outside if somebody has set the clock
  }

  private int ttl() {
    return ping.packet().inet6() ? in.control().hoplimit() : in.control().ttl();
  }

  /** Takes what the error queue has, and returns how many errors that were. */
  private int takeErrors() throws IOException {
    int errors = 0;
    for (int n = receive(MSG.ERRQUEUE); n != Socket.AGAIN; n = receive(MSG.ERRQUEUE)) {
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
      open--;
    }
  }

  @Override
  public void close() {
    out.close();
    in.close();
  }
}
