package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketOption;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.SocketCalls;
import org.llsocket.option.Option;

/** {@code getsockopt(2)} and {@code setsockopt(2)} for {@link Socket}. */
final class OptionCalls {
  private OptionCalls() {}

  static <T> T get(Socket socket, SocketOption<T> option) throws IOException {
    Option<T> known = Option.of(option);
    int family = socket.family().number();
    if (!known.isReadable()) {
      throw new IllegalArgumentException(known + " can only be set");
    }
    CallFrame frame = socket.enter();
    try {
      MemorySegment value = room(frame, known.size());
      frame.length.set(JAVA_INT, 0, known.size());
      int n =
          SocketCalls.getsockopt(
              frame.errno,
              socket.number(),
              known.level(family),
              known.number(family),
              value,
              frame.length);
      if (n < 0) {
        throw socket.failure(n, "getsockopt", known.name());
      }
      socket.checkStillOpen();
      return known.decode(value.asSlice(0, filled(frame, known.size())), family);
    } finally {
      socket.leave(frame);
    }
  }

  static <T> void set(Socket socket, SocketOption<T> option, T value) throws IOException {
    Option<T> known = Option.of(option);
    int family = socket.family().number();
    if (!known.isWritable()) {
      throw new IllegalArgumentException(known + " can only be read");
    }
    CallFrame frame = socket.enter();
    try {
      MemorySegment bytes = room(frame, known.size());
      int length = known.encode(value, bytes, family);
      int n =
          SocketCalls.setsockopt(
              frame.errno,
              socket.number(),
              known.level(family),
              known.number(family),
              bytes,
              length);
      if (n < 0) {
        throw socket.failure(n, "setsockopt", known.name() + ", " + value);
      }
    } finally {
      socket.leave(frame);
    }
  }

  static int getInt(Socket socket, int level, int name) throws IOException {
    CallFrame frame = socket.enter();
    try {
      frame.length.set(JAVA_INT, 0, Integer.BYTES);
      int n =
          SocketCalls.getsockopt(
              frame.errno, socket.number(), level, name, frame.value, frame.length);
      if (n < 0) {
        throw socket.failure(n, "getsockopt", raw(level, name));
      }
      socket.checkStillOpen();
      return frame.value.get(JAVA_INT, 0);
    } finally {
      socket.leave(frame);
    }
  }

  static int get(Socket socket, int level, int name, MemorySegment value) throws IOException {
    Transfers.checkWritable(value);
    int size = size(value);
    CallFrame frame = socket.enter();
    try {
      MemorySegment room = Transfers.source(frame, value);
      frame.length.set(JAVA_INT, 0, size);
      int n = SocketCalls.getsockopt(frame.errno, socket.number(), level, name, room, frame.length);
      if (n < 0) {
        throw socket.failure(n, "getsockopt", raw(level, name));
      }
      if (!value.isNative()) {
        MemorySegment.copy(room, 0, value, 0, size);
      }
      socket.checkStillOpen();
      return filled(frame, size);
    } finally {
      socket.leave(frame);
    }
  }

  static void set(Socket socket, int level, int name, MemorySegment value) throws IOException {
    int size = size(value);
    CallFrame frame = socket.enter();
    try {
      MemorySegment bytes = Transfers.source(frame, value);
      int n = SocketCalls.setsockopt(frame.errno, socket.number(), level, name, bytes, size);
      if (n < 0) {
        throw socket.failure(n, "setsockopt", raw(level, name));
      }
    } finally {
      socket.leave(frame);
    }
  }

  private static MemorySegment room(CallFrame frame, int size) {
    return size <= CallFrame.VALUE_SIZE ? frame.value : frame.copy(size);
  }

  /** The kernel tells the whole length, which may be more than it was offered. */
  private static int filled(CallFrame frame, int size) {
    return Math.min(frame.length.get(JAVA_INT, 0), size);
  }

  private static int size(MemorySegment value) {
    if (value.byteSize() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the value is " + value.byteSize() + " bytes; at most " + Integer.MAX_VALUE);
    }
    return (int) value.byteSize();
  }

  private static String raw(int level, int name) {
    return "level=" + level + ", optname=" + name;
  }
}
