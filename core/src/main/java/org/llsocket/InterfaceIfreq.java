package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.Ifreq;
import org.llsocket.internal.struct.InetSockaddr;
import org.llsocket.internal.struct.Sockaddr;
import org.llsocket.internal.sys.FdCalls;

/** The requests whose argument is a {@code struct ifreq}: a name, and one property. */
final class InterfaceIfreq {
  private static final int NAME_LIMIT = Ifreq.IFNAMSIZ - 1;
  private static final int FLAGS_LIMIT = 0xffff; // ifr_flags is a short

  /** Where the memory of a struct begins that {@code ifr_data} refers to: behind the ifreq. */
  private static final int DATA = 64;

  private InterfaceIfreq() {}

  // ---- calls

  static <T> T get(Handle socket, String request, String name, Function<MemorySegment, T> read)
      throws IOException {
    return call(socket, request, name, ifreq -> {}, read);
  }

  static void set(Handle socket, String request, String name, Consumer<MemorySegment> write)
      throws IOException {
    boolean _ = call(socket, request, name, write, ifreq -> true);
  }

  /**
   * {@code ioctl(2)}.
   *
   * @param write writes the property, before the call
   * @param read reads it, after the call
   */
  static <T> T call(
      Handle handle,
      String request,
      String name,
      Consumer<MemorySegment> write,
      Function<MemorySegment, T> read)
      throws IOException {
    byte[] bytes = checkName(name);
    int number = Platform.number(request);
    CallFrame frame = handle.acquire();
    try {
      MemorySegment ifreq = frame.value;
      Ifreq.name(ifreq, bytes);
      write.accept(ifreq);
      int n = FdCalls.ioctl(frame.errno, handle.number(), Integer.toUnsignedLong(number), ifreq);
      if (n < 0) {
        throw handle.failure(n, "ioctl", request + ", " + shown(name));
      }
      handle.checkStillOpen();
      return read.apply(ifreq);
    } finally {
      handle.release(frame);
    }
  }

  // ---- properties

  static int checkFlags(int flags) {
    if ((flags & ~FLAGS_LIMIT) != 0) {
      throw new IllegalArgumentException(
          "flags " + IFF.toString(flags) + " are not in 0–0x" + Integer.toHexString(FLAGS_LIMIT));
    }
    return flags;
  }

  static int checkNotNegative(String what, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(what + " " + value + " is negative");
    }
    return value;
  }

  static Inet4Address inet(MemorySegment ifreq) {
    return (Inet4Address) InetSockaddr.read(Ifreq.addr(ifreq)).getAddress();
  }

  static void inet(MemorySegment ifreq, Inet4Address address) {
    InetSockaddr.write(address, Ifreq.addr(ifreq));
  }

  static HwAddr hwaddr(MemorySegment ifreq) {
    byte[] sockaddr = Ifreq.addr(ifreq).toArray(JAVA_BYTE);
    int type = Sockaddr.family(sockaddr);
    int length = HwAddr.isEthernet(type) ? HwAddr.ETH_ALEN : sockaddr.length - Sockaddr.SA_DATA;
    return new HwAddr(
        type, Arrays.copyOfRange(sockaddr, Sockaddr.SA_DATA, Sockaddr.SA_DATA + length));
  }

  static void hwaddr(MemorySegment ifreq, HwAddr hwaddr) {
    byte[] address = hwaddr.address();
    byte[] sockaddr = new byte[Sockaddr.SA_DATA + address.length];
    Sockaddr.family(sockaddr, hwaddr.type());
    System.arraycopy(address, 0, sockaddr, Sockaddr.SA_DATA, address.length);
    MemorySegment.copy(sockaddr, 0, Ifreq.addr(ifreq), JAVA_BYTE, 0, sockaddr.length);
  }

  /**
   * A struct of zeroes that {@code ifr_data} refers to.
   *
   * @param size bytes of memory, in which the struct stands first
   */
  static Fields attach(MemorySegment ifreq, String tag, int size) {
    MemorySegment data = data(ifreq).asSlice(0, size).fill((byte) 0);
    Ifreq.data(ifreq, data);
    return new Fields(tag, data);
  }

  /** The memory that {@code ifr_data} refers to. */
  static MemorySegment data(MemorySegment ifreq) {
    return ifreq.asSlice(DATA);
  }

  // ---- names

  /** The bytes of a name that fits in {@code ifr_name}. */
  static byte[] checkName(String name) {
    byte[] bytes = name.getBytes(UTF_8);
    if (bytes.length > NAME_LIMIT) {
      throw new IllegalArgumentException(
          "interface " + shown(name) + " is " + bytes.length + " bytes; at most " + NAME_LIMIT);
    }
    if (name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("interface " + shown(name) + " contains NUL");
    }
    return bytes;
  }

  /** A name as error messages show it. */
  static String shown(String name) {
    return "\"" + Escapes.shown(name) + "\"";
  }
}
