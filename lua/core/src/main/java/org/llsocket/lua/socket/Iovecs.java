package org.llsocket.lua.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.lua.Call;

/** The methods of {@code iovec}; elements have numbers from 1 up. */
public final class Iovecs {
  private Iovecs() {}

  /** {@code iovec.new()}. */
  public static Object open(Call call) {
    return new LuaIovec();
  }

  /** {@code #iov}: how many elements. */
  public static Object length(Call call) {
    return self(call).elements.size();
  }

  /** {@code iov:bytes()}. */
  public static Object bytes(Call call) {
    return self(call).bytes();
  }

  /** {@code iov:add(str)}: its number; -3 for an empty string, -1 for one too many. */
  public static Object add(Call call) {
    byte[] element = call.bytes(1);
    return element.length == 0 ? refused(-3, Errno.EINVAL) : added(call, element);
  }

  /** {@code iov:addn(nbyte)}: room, filled with spaces. */
  public static Object addn(Call call) throws IOException {
    long size = call.integer(1);
    if (size < 1) {
      throw call.bad(1, "1 or more expected, got " + size);
    }
    if (size > Integer.MAX_VALUE - Long.BYTES) {
      return refused(-2, Errno.ENOMEM);
    }
    var element = new byte[(int) size];
    Arrays.fill(element, (byte) ' ');
    return added(call, element);
  }

  private static Object added(Call call, byte[] element) {
    LuaIovec self = self(call);
    if (self.elements.size() == LuaIovec.MAX) {
      return refused(-1, Errno.ENOBUFS);
    }
    self.elements.add(element);
    return self.elements.size();
  }

  private static Outcome refused(int number, Errno errno) {
    return new Outcome.Refused(number, new ErrnoException(errno, "iovec", ""));
  }

  /** {@code iov:set(str, idx)}: whether there is such an element. */
  public static Object set(Call call) {
    byte[] element = call.bytes(1);
    int index = index(call, 2);
    if (index < 0) {
      return false;
    }
    self(call).elements.set(index, element);
    return true;
  }

  /** {@code iov:get(idx)}: nil if there is none. */
  public static @Nullable Object get(Call call) {
    int index = index(call, 1);
    return index < 0 ? null : self(call).elements.get(index);
  }

  /** {@code iov:del(idx)}: what it was; those behind move down by one. */
  public static @Nullable Object del(Call call) {
    int index = index(call, 1);
    return index < 0 ? null : self(call).elements.remove(index);
  }

  /** {@code iov:concat(offset, nbyte)}: a string of them. */
  public static Object concat(Call call) {
    LuaIovec self = self(call);
    var all = new ByteArrayOutputStream();
    long count = call.isNil(2) ? Long.MAX_VALUE : Math.max(0, call.integer(2));
    for (ByteBuffer buffer : self.buffers(offset(call, 1), count)) {
      all.writeBytes(Call.bytes(buffer));
    }
    return all.toByteArray();
  }

  /** {@code iov:consume(nbyte)}: takes bytes away at the front; how many are left. */
  public static Object consume(Call call) {
    LuaIovec self = self(call);
    long left = call.integer(1);
    while (left > 0 && !self.elements.isEmpty()) {
      byte[] first = self.elements.getFirst();
      if (left < first.length) {
        self.elements.set(0, Arrays.copyOfRange(first, (int) left, first.length));
        break;
      }
      self.elements.removeFirst();
      left -= first.length;
    }
    return self.bytes();
  }

  /** {@code iov:writev(fd, offset, nbyte)}: how many bytes. */
  public static Object writev(Call call) throws IOException {
    ByteBuffer[] buffers = range(call);
    long size = 0;
    for (ByteBuffer buffer : buffers) {
      size += buffer.remaining();
    }
    try (var lent = new Lent(call.cInt(1), "writev")) {
      return Transfers.sent(size, () -> lent.descriptor.write(buffers));
    }
  }

  /** {@code iov:readv(fd, offset, nbyte)}: how many bytes; elements keep their size. */
  public static Object readv(Call call) throws IOException {
    ByteBuffer[] buffers = range(call);
    try (var lent = new Lent(call.cInt(1), "readv")) {
      long n = lent.descriptor.read(buffers);
      Outcome.Plain none = Transfers.none((int) Math.min(n, 1));
      return none != null ? none : (Object) n;
    }
  }

  private static ByteBuffer[] range(Call call) {
    long count = call.isNil(3) ? 0 : call.integer(3);
    if (count < 0) {
      throw call.bad(3, count + " bytes");
    }
    return self(call).buffers(offset(call, 2), count == 0 ? Long.MAX_VALUE : count);
  }

  private static long offset(Call call, int n) {
    return call.isNil(n) ? 0 : Math.max(0, call.integer(n));
  }

  /** The index of an element; -1 if it has none. */
  private static int index(Call call, int n) {
    long number = call.integer(n);
    return number < 1 || number > self(call).elements.size() ? -1 : (int) number - 1;
  }

  private static LuaIovec self(Call call) {
    return call.self(LuaIovec.class);
  }
}
