package org.llsocket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Ifreq;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.FdCalls;
import org.llsocket.internal.sys.InterfaceCalls;
import org.llsocket.internal.sys.NameCalls;
import org.llsocket.internal.sys.SocketCalls;

/**
 * The network interfaces of the network namespace that this process is in. Any thread may call
 * these methods at any time.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/getifaddrs.3.html">getifaddrs(3)</a>
 */
public final class Interfaces {
  private static final int SIOCGIFMTU = Platform.number("SIOCGIFMTU");
  private static final int ENODEV = Platform.number("ENODEV");
  private static final int NAME_LIMIT = Ifreq.IFNAMSIZ - 1;

  private Interfaces() {}

  /**
   * {@code getifaddrs(&ifap)}, and {@code ioctl(SIOCGIFMTU)} for each: every interface, up or down,
   * in the order of their indexes. One that goes away meanwhile is left out.
   *
   * @return a list that cannot be changed
   * @throws ErrnoException such as EMFILE, ENOMEM
   */
  public static List<Interface> getifaddrs() throws ErrnoException {
    CallFrame frame = CallFrame.current();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ifap = arena.allocate(ADDRESS);
      check(InterfaceCalls.getifaddrs(frame.errno, ifap), "getifaddrs", "");
      return withMtu(take(ifap.get(ADDRESS, 0)), frame);
    } finally {
      frame.done();
    }
  }

  /** Copies the C library's list and frees it. */
  private static Collection<IfaddrsReader.Found> take(MemorySegment list) {
    try {
      return IfaddrsReader.read(list);
    } finally {
      InterfaceCalls.freeifaddrs(list);
    }
  }

  /** Asks a socket for what the list lacks; any family will do, and Unix is everywhere. */
  private static List<Interface> withMtu(Collection<IfaddrsReader.Found> found, CallFrame frame)
      throws ErrnoException {
    int fd =
        check(
            SocketCalls.socket(frame.errno, AF.UNIX.number(), SOCK.DGRAM.cloexec().number(), 0),
            "socket",
            "AF_UNIX, SOCK_DGRAM");
    try {
      List<Interface> list = new ArrayList<>();
      for (IfaddrsReader.Found one : found) {
        int index = one.index();
        int mtu = mtu(fd, one.name, frame);
        if (index > 0 && mtu >= 0) {
          list.add(one.with(index, mtu));
        }
      }
      list.sort(Comparator.comparingInt(Interface::index));
      return List.copyOf(list);
    } finally {
      FdCalls.close(frame.errno, fd);
    }
  }

  /** The MTU, or -ENODEV where there is no such interface any more. */
  private static int mtu(int fd, String name, CallFrame frame) throws ErrnoException {
    Ifreq.name(frame.value, name);
    int done = FdCalls.ioctl(frame.errno, fd, SIOCGIFMTU, frame.value);
    if (done == -ENODEV) {
      return done;
    }
    check(done, "ioctl", "SIOCGIFMTU, \"" + name + "\"");
    return Ifreq.mtu(frame.value);
  }

  /**
   * {@code if_nametoindex(name)}: the index of an interface.
   *
   * @param name at most 15 bytes, without NUL
   * @throws IllegalArgumentException if it is not so
   * @throws ErrnoException ENODEV if there is no such interface
   * @see <a
   *     href="https://man7.org/linux/man-pages/man3/if_nametoindex.3.html">if_nametoindex(3)</a>
   */
  public static int nametoindex(String name) throws ErrnoException {
    int length = name.getBytes(UTF_8).length;
    if (length > NAME_LIMIT) {
      throw new IllegalArgumentException(
          "interface \""
              + HostText.shown(name)
              + "\" is "
              + length
              + " bytes; at most "
              + NAME_LIMIT);
    }
    if (name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "interface \"" + HostText.shown(name) + "\" has a NUL in it");
    }
    return check(
        NameCalls.if_nametoindex(name), "if_nametoindex", "\"" + HostText.shown(name) + "\"");
  }

  /**
   * {@code if_indextoname(index, name)}: the name of an interface.
   *
   * @param index as {@link #nametoindex} returns it
   * @throws ErrnoException ENXIO if there is no such interface
   * @see <a
   *     href="https://man7.org/linux/man-pages/man3/if_indextoname.3.html">if_indextoname(3)</a>
   */
  public static String indextoname(int index) throws ErrnoException {
    CallFrame frame = CallFrame.current();
    try {
      String name = NameCalls.if_indextoname(frame.errno, index);
      if (name.isEmpty()) {
        check(-frame.errnoNumber(), "if_indextoname", Integer.toUnsignedString(index));
      }
      return name;
    } finally {
      frame.done();
    }
  }

  private static int check(int n, String call, String arguments) throws ErrnoException {
    if (n < 0) {
      throw new ErrnoException(new Errno(-n), call, arguments);
    }
    return n;
  }
}
