package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.access.OptionAccess;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.sys.SocketCalls;
import org.llsocket.option.Option;

/**
 * {@code getsockopt(2)} and {@code setsockopt(2)} for {@link Socket}. Values are encoded and
 * decoded outside of the calls, because an option may run the user's code.
 */
final class SocketOptionCalls {
  private static final int ERANGE = Platform.number("ERANGE");
  private static final int SOL_SOCKET = Platform.number("SOL_SOCKET");
  private static final int SO_ERROR = Platform.number("SO_ERROR");

  private SocketOptionCalls() {}

  /** The value of an option, for a socket of the family {@code family}. */
  static <T> T get(Handle socket, Option<T> option, int family) throws IOException {
    OptionAccess<T> access = OptionAccess.of(option);
    int level = access.level(family);
    int number = access.number(family);
    return access.isInt()
        ? access.fromInt(getInt(socket, level, number, option))
        : access.decode(read(socket, level, number, option), family);
  }

  static <T> void set(Handle socket, Option<T> option, T value, int family) throws IOException {
    OptionAccess<T> access = OptionAccess.of(option);
    int level = access.level(family);
    int number = access.number(family);
    if (access.isInt()) {
      setInt(socket, level, number, access.toInt(value), option);
    } else {
      set(socket, level, number, access.encode(value, family), option);
    }
  }

  static int getInt(Handle socket, int level, int number) throws IOException {
    return getInt(socket, level, number, null);
  }

  /** An int, even if the kernel returns a single byte for it. */
  private static int getInt(Handle socket, int level, int number, @Nullable Option<?> option)
      throws IOException {
    int kept = kept(socket, level, number);
    if (kept != 0) {
      return kept;
    }
    CallFrame frame = socket.acquire();
    try {
      frame.value.set(JAVA_INT, 0, 0);
      frame.length.set(JAVA_INT, 0, Integer.BYTES);
      int n =
          SocketCalls.getsockopt(
              frame.errno, socket.number(), level, number, frame.value, frame.length);
      if (n < 0) {
        throw socket.failure(n, "getsockopt", text(option, level, number));
      }
      socket.checkStillOpen();
      int filled = filled(frame, Integer.BYTES);
      if (filled != 1 && filled != Integer.BYTES) {
        throw new IOException(
            text(option, level, number) + ": getsockopt returned " + filled + " bytes, not an int");
      }
      return filled == 1
          ? Byte.toUnsignedInt(frame.value.get(JAVA_BYTE, 0))
          : frame.value.get(JAVA_INT, 0);
    } finally {
      socket.release(frame);
    }
  }

  /**
   * The errno for {@code SO_ERROR} that a call has kept: the call had moved bytes before, and the
   * kernel had already reported and cleared the error.
   */
  private static int kept(Handle socket, int level, int number) {
    boolean isError = level == SOL_SOCKET && number == SO_ERROR;
    return isError ? -socket.file().takeFailure() : 0;
  }

  private static void setInt(Handle socket, int level, int number, int value, Option<?> option)
      throws IOException {
    CallFrame frame = socket.acquire();
    try {
      frame.value.set(JAVA_INT, 0, value);
      int n =
          SocketCalls.setsockopt(
              frame.errno, socket.number(), level, number, frame.value, Integer.BYTES);
      if (n < 0) {
        throw socket.failure(n, "setsockopt", option + ", " + value);
      }
    } finally {
      socket.release(frame);
    }
  }

  /** The value from the kernel, on the heap; requested again if the kernel reports a longer one. */
  private static MemorySegment read(Handle socket, int level, int number, Option<?> option)
      throws IOException {
    OptionAccess<?> access = OptionAccess.of(option);
    int offered = access.size(); // before the frame is taken: this may run the user's code
    int attached = access.attached();
    int unit = SocketOptionBounds.unit(level, number);
    CallFrame frame = socket.acquire();
    try {
      int capacity = offered;
      while (true) {
        MemorySegment value = memory(frame, capacity + attached).fill((byte) 0);
        access.prepare(value);
        frame.length.set(JAVA_INT, 0, capacity / unit);
        int n =
            SocketCalls.getsockopt(
                frame.errno, socket.number(), level, number, value, frame.length);
        int wanted = frame.length.get(JAVA_INT, 0) * unit;
        if (n == -ERANGE && capacity == offered && wanted > capacity) {
          capacity = wanted;
          continue;
        }
        if (n < 0) {
          throw socket.failure(n, "getsockopt", option.name());
        }
        socket.checkStillOpen();
        int filled = Math.min(wanted, capacity);
        MemorySegment answer = Fields.zeroes(filled + attached);
        MemorySegment.copy(value, 0, answer, 0, filled);
        MemorySegment.copy(value, capacity, answer, filled, attached);
        return MulticastInterfaces.is(level, number)
            ? MulticastInterfaces.complete(socket.file(), answer)
            : answer;
      }
    } finally {
      socket.release(frame);
    }
  }

  static int get(Handle socket, int level, int name, MemorySegment value) throws IOException {
    SocketIo.checkWritable(value);
    int size = size(value);
    int unit = SocketOptionBounds.unit(level, name);
    int kept = size >= Integer.BYTES ? kept(socket, level, name) : 0;
    if (kept != 0) {
      value.set(JAVA_INT_UNALIGNED, 0, kept);
      return Integer.BYTES;
    }
    boolean copied = !value.isNative() || SocketOptionBounds.isAskedByValue(level, name);
    CallFrame frame = socket.acquire();
    try {
      MemorySegment memory = copied ? copy(frame, value) : value;
      SocketOptionBounds.check(level, name, memory, size);
      frame.length.set(JAVA_INT, 0, size / unit);
      int n =
          SocketCalls.getsockopt(frame.errno, socket.number(), level, name, memory, frame.length);
      if (n < 0) {
        throw socket.failure(n, "getsockopt", text(null, level, name));
      }
      if (copied) {
        MemorySegment.copy(memory, 0, value, 0, size);
      }
      socket.checkStillOpen();
      return Math.min(frame.length.get(JAVA_INT, 0) * unit, size);
    } finally {
      socket.release(frame);
    }
  }

  static void set(Handle socket, int level, int name, MemorySegment value) throws IOException {
    set(socket, level, name, value, null);
  }

  private static void set(
      Handle socket, int level, int name, MemorySegment value, @Nullable Option<?> option)
      throws IOException {
    int size = size(value);
    SocketOptionBounds.checkSet(level, name);
    CallFrame frame = socket.acquire();
    try {
      MemorySegment bytes = value.isNative() ? value : copy(frame, value);
      int n = SocketCalls.setsockopt(frame.errno, socket.number(), level, name, bytes, size);
      if (n < 0) {
        throw socket.failure(n, "setsockopt", text(option, level, name));
      }
      if (MulticastInterfaces.is(level, name)) {
        MulticastInterfaces.set(socket.file(), bytes);
      }
    } finally {
      socket.release(frame);
    }
  }

  /** The value, at the start of the frame's native memory. */
  private static MemorySegment copy(CallFrame frame, MemorySegment value) {
    MemorySegment copy = frame.copy(value.byteSize());
    MemorySegment.copy(value, 0, copy, 0, value.byteSize());
    return copy;
  }

  private static MemorySegment memory(CallFrame frame, int size) {
    MemorySegment block = size <= CallFrame.VALUE_SIZE ? frame.value : frame.copy(size);
    return block.asSlice(0, size);
  }

  /** The kernel returns the whole length, which may exceed the size that was passed. */
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

  private static String text(@Nullable Option<?> option, int level, int number) {
    return option == null ? "level=" + level + ", optname=" + number : option.name();
  }
}
