package org.llsocket.poll;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.llsocket.Descriptor;
import org.llsocket.testing.Libc;

/** Adopted descriptors of several kinds, and the events that an epoll reports for them. */
final class Fixtures {
  private static final int NONBLOCK_CLOEXEC = 02004000;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int CLOCK_MONOTONIC = 1;

  private Fixtures() {}

  /** The ends of a pipe. */
  record Pipe(Descriptor reader, Descriptor writer) implements AutoCloseable {
    static Pipe open() throws IOException {
      int[] ends = Libc.pipe();
      return new Pipe(Descriptor.adopt(ends[0]), Descriptor.adopt(ends[1]));
    }

    void write() throws IOException {
      writer.write(ByteBuffer.wrap(new byte[] {1}));
    }

    void read() throws IOException {
      reader.read(ByteBuffer.allocate(1));
    }

    @Override
    public void close() throws IOException {
      try (reader) {
        writer.close();
      }
    }
  }

  static Descriptor eventfd(int count) throws IOException {
    return Descriptor.adopt(Libc.call("eventfd", count, NONBLOCK_CLOEXEC));
  }

  /** Adds one to the counter of an eventfd, which makes it ready. */
  static void signal(Descriptor eventfd) throws IOException {
    eventfd.write(MemorySegment.ofArray(new long[] {1}));
  }

  /** Resets the counter of an eventfd, which is then not ready. */
  static void drain(Descriptor eventfd) throws IOException {
    eventfd.read(MemorySegment.ofArray(new long[1]));
  }

  /** An eventfd with an fd higher than the JVM itself uses meanwhile. */
  static Descriptor highEventfd(int count) throws IOException {
    try (Descriptor low = eventfd(count)) {
      return Descriptor.adopt(Libc.call("fcntl", low.fd(), F_DUPFD_CLOEXEC, 900));
    }
  }

  static Descriptor timerfd(Duration after) throws IOException {
    int fd = Libc.call("timerfd_create", CLOCK_MONOTONIC, NONBLOCK_CLOEXEC);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment timer =
          arena.allocateFrom(JAVA_LONG, 0, 0, after.toSeconds(), after.toNanosPart());
      Libc.call("timerfd_settime", fd, 0, timer, MemorySegment.NULL);
    }
    return Descriptor.adopt(fd);
  }

  /** {@code name:events} of each event of one wait. */
  static List<String> events(Epoll<String> epoll, Duration timeout) throws IOException {
    List<String> reported = new ArrayList<>();
    int n =
        epoll.await(
            (descriptor, events, name) -> reported.add(name + ":" + Epoll.eventNames(events)),
            timeout);
    if (n != reported.size()) {
      throw new AssertionError(n + " events, reported " + reported);
    }
    return reported;
  }

  /** The events that are pending now. */
  static List<String> now(Epoll<String> epoll) throws IOException {
    return events(epoll, Duration.ZERO);
  }
}
