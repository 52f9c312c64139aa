package org.llsocket.cli.conversation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.output.HexDump;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.SocketIo;

/**
 * Copies from one end to another up to the end of the data: inside the kernel if both ends have
 * descriptors of streams and nothing is to be seen of the data, otherwise through a buffer.
 */
final class Pump {
  /** The most bytes of a stream that become one message. */
  private static final int MESSAGE = 16 * 1024;

  private static final int CHUNK = 128 * 1024;

  private final End from;
  private End to;
  private final LongConsumer counter;
  private final Console console;
  private final boolean dumped;
  private long dumpedBytes;

  /**
   * Prepares a copy.
   *
   * @param counter counts the bytes of each write
   * @param dumped whether to print all data in hexadecimal
   */
  Pump(End from, End to, LongConsumer counter, Console console, boolean dumped) {
    this.from = from;
    this.to = to;
    this.counter = counter;
    this.console = console;
    this.dumped = dumped;
  }

  /** Copies all data; discards what an end that may stop reading does not take. */
  void run() throws IOException {
    try {
      copyAll();
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.EPIPE) || !to.mayStopReading()) {
        throw e;
      }
      to = NullEnd.INSTANCE;
      copyAll();
    }
  }

  private void copyAll() throws IOException {
    Descriptor source = from.source();
    Descriptor target = to.target();
    if (source != null && target != null && !dumped) {
      try (var kernel = new KernelCopy(source, target, counter)) {
        if (kernel.run(to)) {
          return;
        }
      }
    }
    copy();
  }

  private void copy() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size());
    for (int n = from.read(buffer); n != End.EOF; n = from.read(buffer.clear())) {
      buffer.flip();
      if (n > buffer.limit()) {
        console.warn("a datagram of " + n + " bytes was truncated to " + buffer.limit() + " bytes");
      }
      if (dumped) {
        dump(buffer);
      }
      int length = buffer.limit();
      if (length > 0 || to.hasMessages()) {
        to.write(buffer);
      }
      counter.accept(length);
    }
  }

  private int size() {
    return from.hasMessages() ? SocketIo.BUFFER_SIZE : to.hasMessages() ? MESSAGE : CHUNK;
  }

  private void dump(ByteBuffer buffer) {
    List<String> lines = new ArrayList<>();
    lines.add(from + " -> " + to + ", " + Formats.bytes(buffer.limit()));
    byte[] bytes = new byte[buffer.limit()];
    buffer.get(0, bytes);
    for (String row : HexDump.rows(bytes, dumpedBytes)) {
      lines.add("  " + row);
    }
    console.block(lines);
    dumpedBytes += from.hasMessages() ? 0 : buffer.limit();
  }
}
