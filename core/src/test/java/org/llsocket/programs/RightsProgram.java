package org.llsocket.programs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.message.Control;
import org.llsocket.message.Message;
import org.llsocket.message.PidFd;
import org.llsocket.message.RawControlMessage;
import org.llsocket.message.Rights;
import org.llsocket.message.Ttl;
import org.llsocket.option.SO;
import org.llsocket.testing.Capability;

/** Prints how many more descriptors are open after messages whose descriptors were not taken. */
public final class RightsProgram {
  private static final int[] COUNTS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 31, 64, 127, 252, 253};

  private RightsProgram() {}

  public static void main(String[] args) throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      exchange(pair, 1, 64, 0); // what is made once is made
      if (args.length > 0) {
        say("limit", () -> limit(pair));
        return;
      }
      say("grid", () -> grid(pair, 0));
      say("peek", () -> grid(pair, MSG.PEEK));
      say("unread", () -> unread(pair));
    }
  }

  /** How many descriptors this process has open; one of them is for the question. */
  private static long descriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void say(String what, Work work) throws IOException {
    long before = descriptors();
    work.run();
    System.out.println(what + " " + (descriptors() - before));
  }

  /**
   * Every size of the control buffer from nothing to all of it; of many descriptors each seventh.
   */
  private static void grid(Socket.Pair pair, int flags) throws IOException {
    for (int count : COUNTS) {
      int full = Control.space(Integer.BYTES * count);
      for (int size = 0; size <= full + 8; size += count > 10 ? 7 : 1) {
        exchange(pair, count, size, flags);
      }
    }
  }

  private static void exchange(Socket.Pair pair, int count, int size, int flags)
      throws IOException {
    send(pair.first(), count);
    try (var message = new Message().controlCapacity(size)) {
      message.buffers(ByteBuffer.allocate(1));
      check(pair.second().recvmsg(message, flags), message, count, size);
      if (flags != 0) {
        message.buffers(ByteBuffer.allocate(1));
        check(pair.second().recvmsg(message, 0), message, count, size);
      }
    }
  }

  private static void send(Socket socket, int count) throws IOException {
    var all = Collections.nCopies(count, (Descriptor) socket).toArray(Descriptor[]::new);
    try (var message = new Message().controlCapacity(Control.space(Integer.BYTES * count))) {
      message.buffers(ByteBuffer.allocate(1)).control().add(Rights.of(all));
      socket.sendmsg(message, 0);
    }
  }

  private static void check(int n, Message message, int count, int size) {
    Rights rights = message.control().get(Rights.class);
    int received = rights == null ? 0 : rights.descriptors().size();
    int fit = Math.max(0, Math.min(count, (size - 16) / Integer.BYTES));
    if (n != 1 || received > fit || message.isControlTruncated() != (received < count)) {
      throw new AssertionError(
          n + " bytes, " + received + " of " + count + " in " + size + ", fit " + fit);
    }
  }

  /** Received without control data, and not received at all. */
  private static void unread(Socket.Pair pair) throws IOException {
    send(pair.first(), 100);
    pair.second().recv(ByteBuffer.allocate(1));
    try (Socket.Pair other = Socket.pair(SOCK.STREAM)) {
      send(other.first(), 100);
    }
  }

  /** The kernel says in its place that it could not make one. */
  private static void pidFd(Socket.Pair pair, boolean expected) throws IOException {
    try (var message = new Message().controlCapacity(64)) {
      pair.first().send(ByteBuffer.allocate(1));
      pair.second().recvmsg(message.buffers(ByteBuffer.allocate(1)), 0);
      boolean received = message.control().get(PidFd.class) != null;
      boolean instead = message.control().get(RawControlMessage.class) != null;
      if (received != expected || instead == expected) {
        throw new AssertionError("a pidfd: " + received + ", an error in its place: " + instead);
      }
    }
  }

  private static void limit(Socket.Pair pair) throws IOException {
    var _ = new ErrnoException(Errno.EMFILE, "load", "classes while they can be");
    List<Descriptor> fill = new ArrayList<>();
    Socket.Pair other = Socket.pair(SOCK.DGRAM);
    boolean passesPidfd = Capability.kernel("6.5").present();
    if (passesPidfd) {
      other.second().set(SO.PASSPIDFD, true);
      pidFd(other, true); // classes are loaded while they can be
      var _ = new Message().controlCapacity(24).control().add(new Ttl(1)).get(Ttl.class);
    }
    try {
      while (fill.size() < 1000) {
        fill.add(pair.first().dup());
      }
    } catch (ErrnoException full) {
      if (passesPidfd) {
        pidFd(other, false);
      }
      for (int free = 0; free <= 6; free++) {
        for (int size = 0; size <= Control.space(40) + 8; size++) {
          exchange(pair, 10, size, 0);
          exchange(pair, 10, size, MSG.PEEK);
        }
        fill.removeLast().close();
      }
    }
    for (Descriptor each : fill) {
      each.close();
    }
    other.close();
  }
}
