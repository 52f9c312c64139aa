package org.llsocket.cli.capture;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.llsocket.ARPHRD;
import org.llsocket.capture.BpfProgram;
import org.llsocket.capture.PacketBlock;
import org.llsocket.capture.PacketRing;
import org.llsocket.capture.PcapFilter;
import org.llsocket.capture.PcapPacket;
import org.llsocket.capture.PcapReader;
import org.llsocket.capture.RingPacket;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.process.ExitHook;
import org.llsocket.cli.process.StandardStreams;
import org.llsocket.option.PACKET;
import org.llsocket.option.PacketStats;

/** Takes packets from an interface or a file until the count is reached, the end, or Ctrl-C. */
final class CaptureRun {
  private static final long PERIOD_NANOS = 250_000_000;
  private static final long PATIENCE_SECONDS = 5;
  private static final String ERASE_LINE = "\r\033[K";

  private final PacketOutput output;
  private final StandardStreams streams;
  private final long count;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicLong captured = new AtomicLong();
  private volatile boolean stopping;
  private volatile @Nullable PacketStats stats;
  private long shown = System.nanoTime();
  private boolean progressShown;

  CaptureRun(PacketOutput output, StandardStreams streams, @Nullable Long count) {
    this.output = output;
    this.streams = streams;
    this.count = count == null ? Long.MAX_VALUE : count;
  }

  // ---- a file

  /** Writes the packets of a file that the filter selects. */
  void read(PcapReader reader, PcapFilter filter) throws IOException {
    BpfProgram program = filter.forFile(reader.linkType());
    PcapPacket packet = reader.next();
    while (packet != null && captured.get() < count) {
      if (program.run(packet.data(), packet.length()) != 0) {
        output.write(packet);
        captured.incrementAndGet();
      }
      packet = captured.get() < count ? reader.next() : null;
    }
    output.flush();
  }

  // ---- an interface

  /** Writes the packets of a ring, and prints how many there were. */
  void capture(PacketRing ring, String name) throws IOException {
    streams.err().println("capturing on " + name + " (Ctrl-C ends)");
    try (var _ = new ExitHook(() -> stop(ring))) {
      try {
        takeUntilStopped(ring);
        output.flush();
        summary();
      } finally {
        ended.countDown();
      }
    }
  }

  private void takeUntilStopped(PacketRing ring) throws IOException {
    try {
      take(ring);
      stats = ring.stats();
    } catch (ClosedChannelException e) {
      if (!stopping) {
        throw e;
      }
    }
  }

  private void take(PacketRing ring) throws IOException {
    while (captured.get() < count) {
      PacketBlock next = ring.next(Duration.ZERO);
      if (next == null) {
        output.flush();
        next = progressIsShown() ? ring.next(Duration.ofNanos(PERIOD_NANOS)) : ring.next();
      }
      if (next != null) {
        try (PacketBlock block = next) {
          take(block);
        }
      }
      showProgress();
    }
  }

  private void take(PacketBlock block) throws IOException {
    for (RingPacket packet = block.next(); packet != null; packet = block.next()) {
      // On all interfaces, the copy of a packet that the loopback interface sends to itself.
      boolean copy = packet.pkttype() == PACKET.OUTGOING && packet.hatype() == ARPHRD.LOOPBACK;
      if (!copy) {
        output.write(packet);
        captured.incrementAndGet();
        if (captured.get() == count) {
          return;
        }
      }
    }
  }

  /** In the exit hook after a signal: the thread that captures ends, and prints the summary. */
  private void stop(PacketRing ring) {
    if (ended.getCount() == 0) {
      return;
    }
    stopping = true;
    try {
      stats = ring.stats();
      ring.close();
      if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(0);
      }
      streams.err().println("standard output takes no packet; the summary is not complete");
      summary();
    } catch (IOException e) {
      streams.err().println(Formats.oneLine(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- messages

  private boolean progressIsShown() {
    return output.isQuiet() && streams.errIsTerminal();
  }

  private void showProgress() {
    long now = System.nanoTime();
    if (progressIsShown() && now - shown >= PERIOD_NANOS) {
      shown = now;
      progressShown = true;
      streams.err().print(ERASE_LINE + "captured " + Formats.count(captured.get(), "packet"));
      streams.err().flush();
    }
  }

  private void summary() {
    PacketStats kernels = stats;
    String dropped =
        kernels == null
            ? ""
            : ", received " + kernels.packets() + " by the filter, dropped " + kernels.drops();
    if (progressShown) {
      streams.err().print(ERASE_LINE);
    }
    streams.err().println("captured " + Formats.count(captured.get(), "packet") + dropped);
  }
}
