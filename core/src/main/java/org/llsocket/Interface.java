package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.struct.Ifaddrmsg;
import org.llsocket.internal.struct.Ifinfomsg;
import org.llsocket.internal.struct.Ifreq;
import org.llsocket.internal.sys.NameCalls;
import org.llsocket.internal.sys.Rtnetlink;

/**
 * {@code struct ifaddrs}: a network interface with all its addresses, a snapshot taken by {@link
 * #getifaddrs}; immutable. {@link #nametoindex} and {@link #indextoname} convert between names and
 * indexes.
 *
 * {@snippet :
 * for (Interface each : Interface.getifaddrs()) {
 *   if (each.has(IFF.UP | IFF.MULTICAST)) {
 *     log(each.name() + " " + each.addresses());
 *   }
 * }
 * socket.set(MCAST.IF, Interface.nametoindex("eth0"));
 * }
 *
 * <p>The methods {@code siocgif…} read one property of an interface and {@code siocsif…} change it,
 * by its name, in the network namespace of the socket that they take. Their names have at most 15
 * bytes in UTF-8; IllegalArgumentException if a name is longer or contains NUL. {@link Ethtool}
 * asks its driver.
 *
 * <p>The interfaces are those of the network namespace of this process. Any thread may call these
 * methods at any time.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/getifaddrs.3.html">getifaddrs(3)</a>
 * @see <a href="https://man7.org/linux/man-pages/man7/netdevice.7.html">netdevice(7)</a>
 */
public final class Interface {
  private static final HexFormat HWADDR = HexFormat.ofDelimiter(":");

  private final String name;
  private final int index;
  private final int flags;
  private final int mtu;
  private final byte[] hwaddr; // empty if it has none
  private final List<Address> addresses;

  private Interface(MemorySegment link, List<MemorySegment> messages) {
    MemorySegment text = Ifinfomsg.attribute(link, Ifinfomsg.NAME);
    MemorySegment size = Ifinfomsg.attribute(link, Ifinfomsg.MTU);
    MemorySegment hardware = Ifinfomsg.attribute(link, Ifinfomsg.ADDRESS);
    index = Ifinfomsg.index(link);
    flags = Ifinfomsg.flags(link);
    name = text == null ? Integer.toUnsignedString(index) : text.getString(0);
    mtu = size == null ? 0 : size.get(JAVA_INT_UNALIGNED, 0);
    hwaddr = hardware == null ? new byte[0] : hardware.toArray(JAVA_BYTE);
    List<Address> list = new ArrayList<>();
    for (MemorySegment message : messages) {
      byte[] own = Ifaddrmsg.own(message);
      if (own != null && Address.isInternet(message)) {
        list.add(new Address(message, own, index, flags));
      }
    }
    addresses = List.copyOf(list);
  }

  // ---- calls

  /**
   * {@code getifaddrs(&ifap)}: every interface, up or down, ordered by index, with its IPv4 and
   * IPv6 addresses in the kernel's order.
   *
   * <p>It reads {@code RTM_GETLINK} and {@code RTM_GETADDR} of rtnetlink(7), as the C library does,
   * but does not use the C library's function. The C library's function names the interface of an
   * IPv4 address by the address's label, which may be the name of another interface, and confuses
   * broadcast addresses with peers. An interface that is removed between the two requests has no
   * addresses; one that is added is missing.
   *
   * @return an unmodifiable list
   * @throws ErrnoException such as EMFILE, ENOMEM
   */
  public static List<Interface> getifaddrs() throws ErrnoException {
    List<MemorySegment> links = new ArrayList<>();
    List<MemorySegment> messages = new ArrayList<>();
    CallFrame frame = CallFrame.current();
    try {
      check(Rtnetlink.dump(frame.errno, Rtnetlink.LINKS, links), "getifaddrs", "RTM_GETLINK");
      check(
          Rtnetlink.dump(frame.errno, Rtnetlink.ADDRESSES, messages), "getifaddrs", "RTM_GETADDR");
    } finally {
      frame.done();
    }
    Map<Integer, List<MemorySegment>> byIndex = new HashMap<>();
    for (MemorySegment message : messages) {
      byIndex.computeIfAbsent(Ifaddrmsg.index(message), none -> new ArrayList<>()).add(message);
    }
    return links.stream()
        .map(link -> new Interface(link, byIndex.getOrDefault(Ifinfomsg.index(link), List.of())))
        .sorted(Comparator.comparingInt(Interface::index))
        .toList();
  }

  /**
   * {@code if_nametoindex(name)}: the index of an interface.
   *
   * @param name at most 15 bytes in UTF-8, without NUL
   * @throws IllegalArgumentException if {@code name} is longer or contains NUL
   * @throws ErrnoException ENODEV if the interface does not exist
   * @see <a
   *     href="https://man7.org/linux/man-pages/man3/if_nametoindex.3.html">if_nametoindex(3)</a>
   */
  public static int nametoindex(String name) throws ErrnoException {
    byte[] _ = InterfaceIfreq.checkName(name);
    return check(NameCalls.if_nametoindex(name), "if_nametoindex", InterfaceIfreq.shown(name));
  }

  /**
   * {@code if_indextoname(index, name)}: the name of an interface.
   *
   * @param index as {@link #nametoindex} returns it
   * @throws ErrnoException ENXIO if the interface does not exist
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

  // ---- requests

  /**
   * {@code ioctl(fd, SIOCGIFFLAGS, &ifr)}: the flags of one interface.
   *
   * @param socket any socket
   * @param name at most 15 bytes in UTF-8, without NUL, {@code eth0}
   * @return {@link IFF} flags, of the lowest 16 bits: neither {@link IFF#LOWER_UP}, {@link
   *     IFF#DORMANT} nor {@link IFF#ECHO}
   * @throws IllegalArgumentException if {@code name} is longer or contains NUL
   * @throws ErrnoException ENODEV if the interface does not exist
   * @see <a href="https://man7.org/linux/man-pages/man7/netdevice.7.html">netdevice(7)</a>
   */
  public static int siocgifflags(Socket socket, String name) throws IOException {
    return InterfaceIfreq.get(socket, "SIOCGIFFLAGS", name, Ifreq::flags);
  }

  /**
   * {@code ioctl(fd, SIOCSIFFLAGS, &ifr)}: sets the flags of an interface, for example brings it
   * up. The kernel ignores flags that cannot be set, such as {@link IFF#LOOPBACK}.
   *
   * <pre>{@code
   * Interface.siocsifflags(socket, "tun0", Interface.siocgifflags(socket, "tun0") | IFF.UP);
   * }</pre>
   *
   * @param socket any socket
   * @param name as in {@link #siocgifflags}
   * @param flags {@link IFF} flags; those that are left out are cleared
   * @throws IllegalArgumentException if {@code flags} does not fit in 16 bits; for a name as {@link
   *     #siocgifflags}
   * @throws ErrnoException EPERM without {@code CAP_NET_ADMIN}; ENODEV if the interface does not
   *     exist
   */
  public static void siocsifflags(Socket socket, String name, int flags) throws IOException {
    int checked = InterfaceIfreq.checkFlags(flags);
    InterfaceIfreq.set(socket, "SIOCSIFFLAGS", name, ifreq -> Ifreq.flags(ifreq, checked));
  }

  /**
   * {@code ioctl(fd, SIOCGIFMTU, &ifr)}: the MTU of one interface in bytes.
   *
   * @param socket any socket
   * @param name as in {@link #siocgifflags}
   * @throws IllegalArgumentException as {@link #siocgifflags}
   * @throws ErrnoException ENODEV if the interface does not exist
   */
  public static int siocgifmtu(Socket socket, String name) throws IOException {
    return InterfaceIfreq.get(socket, "SIOCGIFMTU", name, Ifreq::mtu);
  }

  /**
   * {@code ioctl(fd, SIOCSIFMTU, &ifr)}: sets the MTU of an interface. An MTU under 1280 disables
   * IPv6 on it.
   *
   * @param socket any socket
   * @param name as in {@link #siocgifflags}
   * @param mtu in bytes
   * @throws IllegalArgumentException if {@code mtu} is negative; for a name as {@link
   *     #siocgifflags}
   * @throws ErrnoException EPERM without {@code CAP_NET_ADMIN}; EINVAL if the driver does not
   *     support the MTU; ENODEV if the interface does not exist
   */
  public static void siocsifmtu(Socket socket, String name, int mtu) throws IOException {
    int checked = InterfaceIfreq.checkNotNegative("MTU", mtu);
    InterfaceIfreq.set(socket, "SIOCSIFMTU", name, ifreq -> Ifreq.mtu(ifreq, checked));
  }

  /**
   * {@code ioctl(fd, SIOCGIFTXQLEN, &ifr)}: how many packets the transmit queue holds.
   *
   * @param socket any socket
   */
  public static int siocgiftxqlen(Socket socket, String name) throws IOException {
    return InterfaceIfreq.get(socket, "SIOCGIFTXQLEN", name, Ifreq::qlen);
  }

  /**
   * {@code ioctl(fd, SIOCSIFTXQLEN, &ifr)}: sets how many packets the transmit queue holds; errors
   * as {@link #siocsifflags}.
   *
   * @param socket any socket
   * @param qlen 0 or more
   */
  public static void siocsiftxqlen(Socket socket, String name, int qlen) throws IOException {
    int checked = InterfaceIfreq.checkNotNegative("queue length", qlen);
    InterfaceIfreq.set(socket, "SIOCSIFTXQLEN", name, ifreq -> Ifreq.qlen(ifreq, checked));
  }

  /**
   * {@code ioctl(fd, SIOCSIFNAME, &ifr)}: renames an interface.
   *
   * @param socket any socket
   * @param newname 1 to 15 bytes; with {@code %d} the kernel inserts the first free number
   * @throws ErrnoException EPERM, ENODEV as {@link #siocsifflags}; EEXIST if the name is in use;
   *     EINVAL for a name with a blank, {@code /} or {@code :}; EBUSY for an interface that is up,
   *     before Linux 6.0
   */
  public static void siocsifname(Socket socket, String name, String newname) throws IOException {
    byte[] bytes = InterfaceIfreq.checkName(newname);
    InterfaceIfreq.set(socket, "SIOCSIFNAME", name, ifreq -> Ifreq.newname(ifreq, bytes));
  }

  /**
   * {@code ioctl(fd, SIOCGIFHWADDR, &ifr)}: the hardware address of one interface: 6 bytes for
   * Ethernet and the loopback; for other types 14 bytes, which end with zeroes if the address is
   * shorter.
   *
   * @param socket any socket
   */
  public static HwAddr siocgifhwaddr(Socket socket, String name) throws IOException {
    return InterfaceIfreq.get(socket, "SIOCGIFHWADDR", name, InterfaceIfreq::hwaddr);
  }

  /**
   * {@code ioctl(fd, SIOCSIFHWADDR, &ifr)}: sets the hardware address of an interface.
   *
   * @param socket any socket
   * @throws ErrnoException EPERM, ENODEV as {@link #siocsifflags}; EINVAL if the interface has
   *     another type; EADDRNOTAVAIL for a multicast address; EBUSY if the driver wants the
   *     interface to be down; EOPNOTSUPP if the driver cannot
   */
  public static void siocsifhwaddr(Socket socket, String name, HwAddr hwaddr) throws IOException {
    InterfaceIfreq.set(
        socket, "SIOCSIFHWADDR", name, ifreq -> InterfaceIfreq.hwaddr(ifreq, hwaddr));
  }

  /**
   * {@code ioctl(fd, SIOCGIFADDR, &ifr)}: the first IPv4 address of one interface, or that with the
   * label {@code eth0:1}; {@link #getifaddrs} and {@link org.llsocket.netlink.Rtnetlink} have all.
   *
   * @param socket of {@link AF#INET}
   * @throws ErrnoException EADDRNOTAVAIL if it has none; ENODEV if the interface does not exist
   */
  public static Inet4Address siocgifaddr(Socket socket, String name) throws IOException {
    return InterfaceIfreq.get(socket, "SIOCGIFADDR", name, InterfaceIfreq::inet);
  }

  /**
   * {@code ioctl(fd, SIOCSIFADDR, &ifr)}: replaces the IPv4 address of an interface. The netmask
   * becomes that of the address's class: {@link #siocsifnetmask} follows.
   *
   * <pre>{@code
   * Interface.siocsifaddr(socket, "tun0", Inet4Address.ofLiteral("192.0.2.1"));
   * Interface.siocsifnetmask(socket, "tun0", Inet4Address.ofLiteral("255.255.255.252"));
   * }</pre>
   *
   * @param socket of {@link AF#INET}
   * @throws ErrnoException EPERM, ENODEV as {@link #siocsifflags}; EINVAL for a multicast address
   */
  public static void siocsifaddr(Socket socket, String name, Inet4Address addr) throws IOException {
    InterfaceIfreq.set(socket, "SIOCSIFADDR", name, ifreq -> InterfaceIfreq.inet(ifreq, addr));
  }

  /** {@code ioctl(fd, SIOCGIFNETMASK, &ifr)}: the netmask of {@link #siocgifaddr}. */
  public static Inet4Address siocgifnetmask(Socket socket, String name) throws IOException {
    return InterfaceIfreq.get(socket, "SIOCGIFNETMASK", name, InterfaceIfreq::inet);
  }

  /**
   * {@code ioctl(fd, SIOCSIFNETMASK, &ifr)}: sets the netmask of {@link #siocgifaddr}; EINVAL if
   * its bits are not the leading ones.
   */
  public static void siocsifnetmask(Socket socket, String name, Inet4Address netmask)
      throws IOException {
    InterfaceIfreq.set(
        socket, "SIOCSIFNETMASK", name, ifreq -> InterfaceIfreq.inet(ifreq, netmask));
  }

  /** {@code ioctl(fd, SIOCGIFBRDADDR, &ifr)}: the broadcast address of {@link #siocgifaddr}. */
  public static Inet4Address siocgifbrdaddr(Socket socket, String name) throws IOException {
    return InterfaceIfreq.get(socket, "SIOCGIFBRDADDR", name, InterfaceIfreq::inet);
  }

  /** {@code ioctl(fd, SIOCSIFBRDADDR, &ifr)}: sets the broadcast address. */
  public static void siocsifbrdaddr(Socket socket, String name, Inet4Address broadaddr)
      throws IOException {
    InterfaceIfreq.set(
        socket, "SIOCSIFBRDADDR", name, ifreq -> InterfaceIfreq.inet(ifreq, broadaddr));
  }

  /** {@code ioctl(fd, SIOCGIFDSTADDR, &ifr)}: the peer of a point-to-point link. */
  public static Inet4Address siocgifdstaddr(Socket socket, String name) throws IOException {
    return InterfaceIfreq.get(socket, "SIOCGIFDSTADDR", name, InterfaceIfreq::inet);
  }

  /** {@code ioctl(fd, SIOCSIFDSTADDR, &ifr)}: sets the peer of a point-to-point link. */
  public static void siocsifdstaddr(Socket socket, String name, Inet4Address dstaddr)
      throws IOException {
    InterfaceIfreq.set(
        socket, "SIOCSIFDSTADDR", name, ifreq -> InterfaceIfreq.inet(ifreq, dstaddr));
  }

  /**
   * {@code ioctl(fd, SIOCGHWTSTAMP, &ifr)}: how the device takes time stamps; {@link
   * Ethtool#get_ts_info} returns what it can do.
   *
   * @param socket any socket
   * @throws ErrnoException EOPNOTSUPP if the device takes none; ENODEV if it does not exist
   */
  public static HwtstampConfig siocghwtstamp(Socket socket, String name) throws IOException {
    return HwtstampConfig.call(socket, "SIOCGHWTSTAMP", name, null);
  }

  /**
   * {@code ioctl(fd, SIOCSHWTSTAMP, &ifr)}: sets how the device takes time stamps, for all sockets.
   *
   * @param socket any socket
   * @return what the device does: it may stamp more packets than requested
   * @throws ErrnoException EPERM without {@code CAP_NET_ADMIN}; EOPNOTSUPP if the device takes
   *     none; ERANGE for a filter that it does not have; ENODEV if it does not exist
   */
  public static HwtstampConfig siocshwtstamp(Socket socket, String name, HwtstampConfig config)
      throws IOException {
    return HwtstampConfig.call(socket, "SIOCSHWTSTAMP", name, config);
  }

  // ---- the fields

  /** {@code ifa_name}: the name, {@code eth0}. */
  public String name() {
    return name;
  }

  /** The index, which {@link SockAddr#scopeId} and multicast options refer to; 1 or more. */
  public int index() {
    return index;
  }

  /** {@code ifa_flags}: {@link IFF} flags. */
  public int flags() {
    return flags;
  }

  /** Whether all bits of {@code flags}, of {@link IFF}, are set. */
  public boolean has(int flags) {
    return (this.flags & flags) == flags;
  }

  /** {@code ifr_mtu}: the size of the largest packet that is sent unfragmented, in bytes. */
  public int mtu() {
    return mtu;
  }

  /**
   * {@code ifr_hwaddr}: the hardware address as hexadecimal bytes, {@code 02:fc:00:00:00:01}; null
   * if the interface has none.
   */
  public @Nullable String hwaddr() {
    return hwaddr.length == 0 ? null : HWADDR.formatHex(hwaddr);
  }

  /** {@code ifr_hwaddr}: the bytes of the hardware address; empty if the interface has none. */
  public byte[] hwaddrBytes() {
    return hwaddr.clone();
  }

  /** The IPv4 and IPv6 addresses, as an unmodifiable list. */
  public List<Address> addresses() {
    return addresses;
  }

  /** Whether all fields and addresses are equal. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Interface that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  /** The name and all other fields, for logs. */
  @Override
  public String toString() {
    return "Interface" + values();
  }

  private List<@Nullable Object> values() {
    return Arrays.asList(name, index, IFF.toString(flags), mtu, hwaddr(), addresses);
  }

  /** {@code struct ifaddrs}: one address of an interface; immutable. Ports are 0. */
  public static final class Address {
    private final SockAddr addr;
    private final int prefixLength;
    private final SockAddr netmask;
    private final @Nullable SockAddr broadaddr;
    private final @Nullable SockAddr dstaddr;

    private Address(MemorySegment message, byte[] own, int index, int flags) {
      boolean pointToPoint = (flags & IFF.POINTOPOINT) != 0;
      boolean broadcasts = !pointToPoint && (flags & IFF.BROADCAST) != 0;
      byte[] broadcast = Ifaddrmsg.attribute(message, Ifaddrmsg.BROADCAST);
      byte[] peer = Ifaddrmsg.attribute(message, Ifaddrmsg.ADDRESS);
      addr = sockaddr(own, index);
      prefixLength = Ifaddrmsg.prefixlen(message);
      netmask = sockaddr(mask(own.length, prefixLength), 0);
      broadaddr = broadcasts && broadcast != null ? sockaddr(broadcast, index) : null;
      dstaddr =
          pointToPoint && peer != null && !Arrays.equals(peer, own) ? sockaddr(peer, index) : null;
    }

    private static boolean isInternet(MemorySegment message) {
      int family = Ifaddrmsg.family(message);
      return family == AF.INET.number() || family == AF.INET6.number();
    }

    /** With the interface as its scope if the address is link-local. */
    private static SockAddr sockaddr(byte[] address, int index) {
      if (address.length == Integer.BYTES) {
        return SockAddr.inet(address, 0);
      }
      boolean linkLocal = address[0] == (byte) 0xfe && (address[1] & 0xc0) == 0x80;
      return SockAddr.inet6(address, 0, 0, linkLocal ? index : 0);
    }

    private static byte[] mask(int bytes, int prefixLength) {
      byte[] mask = new byte[bytes];
      for (int bit = 0; bit < prefixLength; bit++) {
        mask[bit / Byte.SIZE] |= (byte) (0x80 >>> bit % Byte.SIZE);
      }
      return mask;
    }

    /** {@code ifa_addr}: the address, with the interface as its scope if it is link-local. */
    public SockAddr addr() {
      return addr;
    }

    /** How many leading bits of the address identify the network: 0–32 or 0–128. */
    public int prefixLength() {
      return prefixLength;
    }

    /** {@code ifa_netmask}: an address with those bits set. */
    public SockAddr netmask() {
      return netmask;
    }

    /** {@code ifa_broadaddr}: the broadcast address of the network; null if none is set. */
    public @Nullable SockAddr broadaddr() {
      return broadaddr;
    }

    /**
     * {@code ifa_dstaddr}: the peer of a point-to-point link; null if the interface is not one, or
     * no peer is set.
     */
    public @Nullable SockAddr dstaddr() {
      return dstaddr;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Address that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
      return values().hashCode();
    }

    /** The address and the length of its prefix: {@code 192.0.2.1/24}. */
    @Override
    public String toString() {
      return addr.host() + "/" + prefixLength;
    }

    private List<@Nullable Object> values() {
      return Arrays.asList(addr, prefixLength, netmask, broadaddr, dstaddr);
    }
  }
}
