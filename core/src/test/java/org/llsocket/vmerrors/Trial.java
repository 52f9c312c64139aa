package org.llsocket.vmerrors;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.testing.Loopback;

/** One call with operands of its own, which are closed afterwards, the last one first. */
final class Trial implements AutoCloseable {
  /** What is tried; it returns what has to be closed, or null. */
  interface Call {
    @Nullable Object call() throws Exception;
  }

  /** A call that ends by a close of an operand only. */
  interface Wait {
    /** Returns whether there is more to wait for. */
    boolean again() throws IOException;
  }

  /** What has to hold after the call, ended as it may. */
  interface Check {
    void holds(boolean failed) throws Exception;
  }

  Call call = () -> null;
  private final Deque<AutoCloseable> operands = new ArrayDeque<>();
  private @Nullable Descriptor waitsOn;
  private @Nullable Wait wait;
  private @Nullable Check check;
  private volatile @Nullable Object result;

  /** Adds an operand. */
  <T extends AutoCloseable> T with(T operand) {
    operands.push(operand);
    return operand;
  }

  /** Two connected streams; a thread can wait for bytes from the second. */
  Socket.Pair pair() throws IOException {
    return pair(SOCK.STREAM);
  }

  Socket.Pair pair(SOCK type) throws IOException {
    return receivesFirst(Socket.pair(type));
  }

  Socket.Pair tcp() throws IOException {
    return receivesFirst(Loopback.tcp(AF.INET));
  }

  Socket.Pair udp() throws IOException {
    return receivesFirst(Loopback.udp(AF.INET));
  }

  private Socket.Pair receivesFirst(Socket.Pair pair) {
    with(pair.second());
    receives(with(pair.first()));
    return pair;
  }

  /** A Unix listener without a path. */
  Socket listener() throws IOException {
    Socket listener = Socket.open(AF.UNIX, SOCK.STREAM);
    with(listener);
    listener.bind(SockAddr.unnamed());
    listener.listen();
    waits(
        listener,
        () -> {
          try (Socket accepted = listener.accept()) {
            return accepted != null;
          }
        });
    return listener;
  }

  /** One with a number of connections in its queue. */
  Socket listenerOf(int connections) throws IOException {
    Socket listener = listener();
    for (int i = 0; i < connections; i++) {
      connected(listener);
    }
    return listener;
  }

  /** A client whose connection is still in the listener's queue. */
  private void connected(Socket listener) throws IOException {
    with(Socket.open(AF.UNIX, SOCK.STREAM)).connect(listener.getsockname());
  }

  /** A thread can wait for bytes on this socket. */
  void receives(Socket socket) {
    var buffer = MemorySegment.ofArray(new byte[64]);
    waits(socket, () -> socket.recv(buffer) > 0);
  }

  /** A thread can wait for bytes on this descriptor. */
  void reads(Descriptor descriptor) {
    var buffer = MemorySegment.ofArray(new byte[64]);
    waits(descriptor, () -> descriptor.read(buffer) > 0);
  }

  void waits(Descriptor on, Wait call) {
    waitsOn = on;
    wait = call;
  }

  /** No thread waits on an operand: the call takes it away. */
  void waitsNot() {
    waitsOn = null;
    wait = null;
  }

  void check(Check holds) {
    check = holds;
  }

  @Nullable Descriptor waitsOn() {
    return waitsOn;
  }

  @Nullable Wait waitCall() {
    return wait;
  }

  /** Makes the call. Nothing is allocated here. */
  void run() throws Exception {
    result = call.call();
  }

  void check(boolean failed) throws Exception {
    Check holds = check;
    if (holds != null) {
      holds.holds(failed);
    }
  }

  /** Closes what the call has returned. */
  void closeResult() throws IOException {
    Object got = result;
    result = null;
    if (got instanceof List<?> list) {
      for (Object each : list) {
        close((AutoCloseable) each);
      }
    } else if (got != null) {
      close((AutoCloseable) got);
    }
  }

  private static void close(AutoCloseable each) throws IOException {
    try {
      each.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      closeResult();
    } finally {
      if (!operands.isEmpty()) {
        try {
          close(operands.pop());
        } finally {
          close(); // the others, whatever became of this one
        }
      }
    }
  }
}
