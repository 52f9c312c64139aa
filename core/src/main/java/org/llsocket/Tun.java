package org.llsocket;

import java.io.IOException;
import org.llsocket.internal.struct.Ifreq;

/**
 * {@code /dev/net/tun}: network devices whose packets a program reads and writes.
 *
 * {@snippet :
 * try (Descriptor tun = Descriptor.openFile(Path.of("/dev/net/tun"), O.RDWR, 0)) {
 *   String name = Tun.tunsetiff(tun, "tun%d", IFF.TUN | IFF.NO_PI); // tun0
 *   int n = tun.read(buffer); // an IP packet that was sent to it
 * }
 * }
 *
 * <p>{@link Interface} sets its address and brings it up. Any thread may call these methods at any
 * time.
 *
 * @param name {@code ifr_name}: the name of the device
 * @param flags {@code ifr_flags}: {@link IFF#TUN} or {@link IFF#TAP}, {@link IFF#NO_PI} and so on
 * @see <a href="https://docs.kernel.org/networking/tuntap.html">Universal TUN/TAP device driver</a>
 */
public record Tun(String name, int flags) {
  /**
   * {@code ioctl(fd, TUNSETIFF, &ifr)}: makes a device, or attaches to one that exists. The device
   * is in the network namespace in which {@code /dev/net/tun} was opened, and ends with the
   * descriptor.
   *
   * @param tun {@code /dev/net/tun}, opened for reading and writing
   * @param name at most 15 bytes in UTF-8; with {@code %d} the kernel inserts the first free
   *     number; empty for {@code tun%d} or {@code tap%d}
   * @param flags {@link IFF#TUN} or {@link IFF#TAP}, with {@link IFF#NO_PI} and so on
   * @return the name of the device
   * @throws IllegalArgumentException if the name is longer or contains NUL, or the flags do not fit
   *     in 16 bits
   * @throws ErrnoException EPERM without {@code CAP_NET_ADMIN}; EBUSY if another descriptor has the
   *     device; EINVAL for other flags, or if the name is that of another kind of interface; EEXIST
   *     if the descriptor has a device already; ENOTTY if it is another file
   */
  public static String tunsetiff(Descriptor tun, String name, int flags) throws IOException {
    int checked = InterfaceIfreq.checkFlags(flags);
    return InterfaceIfreq.call(
        tun, "TUNSETIFF", name, ifreq -> Ifreq.flags(ifreq, checked), Ifreq::name);
  }

  /**
   * {@code ioctl(fd, TUNGETIFF, &ifr)}: the device of a descriptor.
   *
   * @throws ErrnoException EBADFD if it has none; ENOTTY if it is another file
   */
  public static Tun tungetiff(Descriptor tun) throws IOException {
    return InterfaceIfreq.get(
        tun, "TUNGETIFF", "", ifreq -> new Tun(Ifreq.name(ifreq), Ifreq.flags(ifreq)));
  }
}
