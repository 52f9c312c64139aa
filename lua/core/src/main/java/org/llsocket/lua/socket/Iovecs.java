package org.llsocket.lua.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.lua.Arguments;

/** The methods of {@code iovec}; indices start at 1. */
public final class Iovecs {
  private Iovecs() {}

  /** {@code iovec.new()}. */
  public static Object open(Arguments args) {
    return new LuaIovec();
  }

  /** {@code #iov}: the number of elements. */
  public static Object length(Arguments args) {
    return self(args).elements.size();
  }

  /** {@code iov:bytes()}. */
  public static Object bytes(Arguments args) {
    return self(args).bytes();
  }

  /** {@code iov:add(str)}: its index; -3 for an empty string, -1 if the iovec is full. */
  public static Object add(Arguments args) {
    byte[] element = args.bytes(1);
    return element.length == 0 ? refused(-3, Errno.EINVAL) : added(args, element);
  }

  /** {@code iov:addn(nbyte)}: adds an element of spaces. */
  public static Object addn(Arguments args) throws IOException {
    long size = args.integer(1);
    if (size < 1) {
      throw args.bad(1, "1 or more expected, got " + size);
    }
    if (size > Integer.MAX_VALUE - Long.BYTES) {
      return refused(-2, Errno.ENOMEM);
    }
    var element = new byte[(int) size];
    Arrays.fill(element, (byte) ' ');
    return added(args, element);
  }

  private static Object added(Arguments args, byte[] element) {
    LuaIovec self = self(args);
    if (self.elements.size() == LuaIovec.MAX) {
      return refused(-1, Errno.ENOBUFS);
    }
    self.elements.add(element);
    return self.elements.size();
  }

  private static Outcome refused(int number, Errno errno) {
    return new Outcome.Refused(number, new ErrnoException(errno, "iovec", ""));
  }

  /** {@code iov:set(str, idx)}: false if there is no such element. */
  public static Object set(Arguments args) {
    byte[] element = args.bytes(1);
    int index = index(args, 2);
    if (index < 0) {
      return false;
    }
    self(args).elements.set(index, element);
    return true;
  }

  /** {@code iov:get(idx)}: nil if there is none. */
  public static @Nullable Object get(Arguments args) {
    int index = index(args, 1);
    return index < 0 ? null : self(args).elements.get(index);
  }

  /** {@code iov:del(idx)}: removes and returns an element; later ones move down. */
  public static @Nullable Object del(Arguments args) {
    int index = index(args, 1);
    return index < 0 ? null : self(args).elements.remove(index);
  }

  /** {@code iov:concat(offset, nbyte)}: the bytes as one string. */
  public static Object concat(Arguments args) {
    LuaIovec self = self(args);
    var all = new ByteArrayOutputStream();
    long count = args.isNil(2) ? Long.MAX_VALUE : Math.max(0, args.integer(2));
    for (ByteBuffer buffer : self.buffers(offset(args, 1), count)) {
      all.writeBytes(Arguments.bytes(buffer));
    }
    return all.toByteArray();
  }

  /** {@code iov:consume(nbyte)}: removes bytes at the front; returns the number left. */
  public static Object consume(Arguments args) {
    LuaIovec self = self(args);
    long left = args.integer(1);
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

  /** {@code iov:writev(fd, offset, nbyte)}: the number of bytes written. */
  public static Object writev(Arguments args) throws IOException {
    ByteBuffer[] buffers = range(args);
    long size = 0;
    for (ByteBuffer buffer : buffers) {
      size += buffer.remaining();
    }
    try (var file = new BorrowedFd(args.cInt(1), "writev")) {
      return SendRecv.sent(size, () -> file.descriptor.write(buffers));
    }
  }

  /** {@code iov:readv(fd, offset, nbyte)}: the number of bytes read; elements keep their size. */
  public static Object readv(Arguments args) throws IOException {
    ByteBuffer[] buffers = range(args);
    try (var file = new BorrowedFd(args.cInt(1), "readv")) {
      long n = file.descriptor.read(buffers);
      Outcome.Plain none = SendRecv.none((int) Math.min(n, 1));
      return none != null ? none : (Object) n;
    }
  }

  private static ByteBuffer[] range(Arguments args) {
    long count = args.isNil(3) ? 0 : args.integer(3);
    if (count < 0) {
      throw args.bad(3, count + " bytes");
    }
    return self(args).buffers(offset(args, 2), count == 0 ? Long.MAX_VALUE : count);
  }

  private static long offset(Arguments args, int n) {
    return args.isNil(n) ? 0 : Math.max(0, args.integer(n));
  }

  /** The Java index of an element; -1 if there is no such element. */
  private static int index(Arguments args, int n) {
    long number = args.integer(n);
    return number < 1 || number > self(args).elements.size() ? -1 : (int) number - 1;
  }

  private static LuaIovec self(Arguments args) {
    return args.self(LuaIovec.class);
  }
}
