package org.llsocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.struct.Ifreq;
import org.llsocket.internal.sys.NameCalls;
import org.llsocket.internal.sys.Rtnetlink;

/**
 * The network interfaces of the network namespace that this process is in. Any thread may call
 * these methods at any time.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/getifaddrs.3.html">getifaddrs(3)</a>
 */
public final class Interfaces {
  private static final int NAME_LIMIT = Ifreq.IFNAMSIZ - 1;

  private Interfaces() {}

  /**
   * {@code getifaddrs(&ifap)}: every interface, up or down, in the order of their indexes, and its
   * addresses in the kernel's order. The C library is not asked, for it names the interface of an
   * IPv4 address by the label of the address, which may be another's name, and mixes up broadcast
   * addresses and peers. This asks the kernel as it does, by rtnetlink(7): {@code RTM_GETLINK} and
   * {@code RTM_GETADDR} on a socket of AF_NETLINK. One that goes away between the two has no
   * addresses, and one that comes is left out.
   *
   * @return a list that cannot be changed
   * @throws ErrnoException such as EMFILE, ENOMEM
   */
  public static List<Interface> getifaddrs() throws ErrnoException {
    List<MemorySegment> links = new ArrayList<>();
    List<MemorySegment> addresses = new ArrayList<>();
    CallFrame frame = CallFrame.current();
    try {
      check(Rtnetlink.dump(frame.errno, Rtnetlink.LINKS, links), "getifaddrs", "RTM_GETLINK");
      check(
          Rtnetlink.dump(frame.errno, Rtnetlink.ADDRESSES, addresses), "getifaddrs", "RTM_GETADDR");
    } finally {
      frame.done();
    }
    return InterfaceReader.read(links, addresses);
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
