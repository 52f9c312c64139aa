package org.llsocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Ifreq;
import org.llsocket.internal.sys.FdCalls;

/** The requests of netdevice(7) that read or set one property of an interface. */
final class InterfaceIfreq {
  private static final int NAME_LIMIT = Ifreq.IFNAMSIZ - 1;
  private static final int FLAGS_LIMIT = 0xffff; // ifr_flags is a short

  private InterfaceIfreq() {}

  /** A property, as the requests {@code SIOCGIF…} and {@code SIOCSIF…} name it. */
  enum Property {
    FLAGS,
    MTU
  }

  static int get(Handle socket, Property property, String name) throws IOException {
    return call(socket, "SIOCGIF" + property, property, name, 0);
  }

  static void set(Handle socket, Property property, String name, int value) throws IOException {
    if (property == Property.FLAGS && (value & ~FLAGS_LIMIT) != 0) {
      throw new IllegalArgumentException(
          "flags " + IFF.toString(value) + " are not in 0–0x" + Integer.toHexString(FLAGS_LIMIT));
    }
    if (property == Property.MTU && value < 0) {
      throw new IllegalArgumentException("MTU " + value + " is negative");
    }
    int _ = call(socket, "SIOCSIF" + property, property, name, value);
  }

  private static int call(Handle socket, String request, Property property, String name, int value)
      throws IOException {
    byte[] bytes = checkName(name);
    CallFrame frame = socket.acquire();
    try {
      MemorySegment ifreq = frame.value;
      Ifreq.name(ifreq, bytes);
      if (property == Property.FLAGS) {
        Ifreq.flags(ifreq, value);
      } else {
        Ifreq.mtu(ifreq, value);
      }
      int n = FdCalls.ioctl(frame.errno, socket.number(), Platform.number(request), ifreq);
      if (n < 0) {
        throw socket.failure(n, "ioctl", request + ", " + shown(name));
      }
      socket.checkStillOpen();
      return property == Property.FLAGS ? Ifreq.flags(ifreq) : Ifreq.mtu(ifreq);
    } finally {
      socket.release(frame);
    }
  }

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
