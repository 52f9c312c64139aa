package org.llsocket.programs;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.llsocket.MSG;
import org.llsocket.Pipe;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.message.Control;
import org.llsocket.message.Message;
import org.llsocket.message.MessageBatch;

/**
 * Receives descriptors while the heap is full, but for a few bytes more each time, so that every
 * allocation is once the one that fails. Prints how often that was, and how many descriptors of
 * those received before are left when all is closed.
 */
public final class NoMemoryProgram {
  private static final int ROUNDS = 40;

  private static @Nullable Object[] chunks = {};
  private static @Nullable Node nodes;

  /** What the rest of the heap is filled with: 16 bytes. */
  private static final class Node {
    @Nullable Node next;
  }

  private NoMemoryProgram() {}

  private interface Receive {
    void from(Socket socket) throws IOException;
  }

  public static void main(String[] args) throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Pipe pipe = Pipe.open();
        var message = new Message().controlCapacity(Control.space(12));
        var batch =
            MessageBatch.builder()
                .messages(2)
                .dataCapacity(8)
                .controlCapacity(Control.space(12))
                .build()) {
      message.buffers(Arena.global().allocate(1));
      Receive[] all = {
        socket -> socket.recvmsg(message, MSG.DONTWAIT),
        socket -> socket.recvmmsg(batch, MSG.DONTWAIT)
      };
      for (Receive receive : all) {
        send(pair, pipe); // what is made once
        receive.from(pair.first());
        batch.control(0).clear();
        message.control().clear();
      }
      Set<String> before = open();
      int failed = 0;
      for (int round = 0; round < ROUNDS; round++) {
        for (Receive receive : all) {
          send(pair, pipe);
          failed += fails(receive, pair.first(), round) ? 1 : 0;
          batch.control(0).clear();
          message.control().clear();
          drain(pair.first());
        }
      }
      Set<String> left = open();
      left.removeAll(before);
      System.out.println("failed " + (failed > 0) + ", left " + left);
    }
  }

  private static void send(Socket.Pair pair, Pipe pipe) throws IOException {
    int _ = pair.second().sendfd(pipe.reader(), pipe.writer(), pair.second());
  }

  private static boolean fails(Receive receive, Socket socket, int slack) throws IOException {
    fill();
    for (int i = 0; i < 3 * slack && nodes != null; i++) {
      nodes = nodes.next;
    }
    try {
      receive.from(socket);
      return false;
    } catch (OutOfMemoryError itShould) {
      return true;
    } finally {
      nodes = null;
      chunks = new Object[0];
    }
  }

  private static void fill() {
    for (int size = 1 << 16; size >= 256; size /= 16) { // 256 KiB, 16 KiB, 1 KiB
      try {
        while (true) {
          var chunk = new Object[size];
          chunk[0] = chunks;
          chunks = chunk;
        }
      } catch (OutOfMemoryError full) {
        Thread.onSpinWait(); // smaller ones may fit
      }
    }
    try {
      while (true) {
        var node = new Node();
        node.next = nodes;
        nodes = node;
      }
    } catch (OutOfMemoryError full) {
      return;
    }
  }

  private static void drain(Socket socket) throws IOException {
    while (socket.recv(Arena.global().allocate(8), MSG.DONTWAIT) > 0) {
      Thread.onSpinWait();
    }
  }

  /** Numbers and what they are of. */
  private static Set<String> open() throws IOException {
    Set<String> all = new TreeSet<>();
    try (DirectoryStream<Path> numbers = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path each : numbers) {
        String target = Files.readSymbolicLink(each).toString();
        if (target.startsWith("socket:") || target.startsWith("pipe:")) {
          all.add(each.getFileName() + " " + target);
        }
      }
    }
    return all;
  }
}
