package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * The argument of netdevice(7)'s requests: an interface and one property of it.
 *
 * <pre>{@code
 * struct ifreq {
 *   char ifr_name[IFNAMSIZ];
 *   union {
 *     struct sockaddr ifr_addr;  // and ifr_netmask and others
 *     struct sockaddr ifr_hwaddr;
 *     short ifr_flags;
 *     int   ifr_mtu;
 *     int   ifr_qlen;
 *     char  ifr_newname[IFNAMSIZ];
 *     char *ifr_data;
 *   };
 * };
 * }</pre>
 */
public final class Ifreq {
  private static final Struct LAYOUT = Platform.struct("ifreq");
  private static final int IFR_NAME = LAYOUT.offset("ifr_name");
  private static final int IFR_FLAGS = LAYOUT.offset("ifr_flags");
  private static final int IFR_MTU = LAYOUT.offset("ifr_mtu");

  private static final int IFR_QLEN = LAYOUT.offset("ifr_qlen");
  private static final Struct.Field IFR_ADDR = LAYOUT.field("ifr_addr");
  private static final Struct.Field IFR_NEWNAME = LAYOUT.field("ifr_newname");
  private static final int IFR_DATA = LAYOUT.offset("ifr_data");

  /** {@code sizeof(struct ifreq)}. */
  public static final int SIZE = LAYOUT.size();

  /** Bytes of {@code ifr_name}: an interface's name and its NUL. */
  public static final int IFNAMSIZ = LAYOUT.field("ifr_name").size();

  private Ifreq() {}

  /** Writes the name, of fewer than {@link #IFNAMSIZ} bytes, and zeroes behind it. */
  public static void name(MemorySegment ifreq, byte[] name) {
    ifreq.asSlice(0, LAYOUT.size()).fill((byte) 0);
    MemorySegment.copy(MemorySegment.ofArray(name), 0, ifreq, IFR_NAME, name.length);
  }

  public static int flags(MemorySegment ifreq) {
    return Short.toUnsignedInt(ifreq.get(JAVA_SHORT, IFR_FLAGS));
  }

  public static void flags(MemorySegment ifreq, int flags) {
    ifreq.set(JAVA_SHORT, IFR_FLAGS, (short) flags);
  }

  public static int mtu(MemorySegment ifreq) {
    return ifreq.get(JAVA_INT, IFR_MTU);
  }

  public static void mtu(MemorySegment ifreq, int mtu) {
    ifreq.set(JAVA_INT, IFR_MTU, mtu);
  }

  /** The name, as the kernel wrote it. */
  public static String name(MemorySegment ifreq) {
    return Fields.text(ifreq.asSlice(IFR_NAME, IFNAMSIZ).toArray(JAVA_BYTE));
  }

  /** The union as {@code struct sockaddr}: {@code ifr_addr}, {@code ifr_hwaddr} and others. */
  public static MemorySegment addr(MemorySegment ifreq) {
    return ifreq.asSlice(IFR_ADDR.offset(), IFR_ADDR.size());
  }

  public static int qlen(MemorySegment ifreq) {
    return ifreq.get(JAVA_INT, IFR_QLEN);
  }

  public static void qlen(MemorySegment ifreq, int qlen) {
    ifreq.set(JAVA_INT, IFR_QLEN, qlen);
  }

  /** Writes the new name, of fewer than {@link #IFNAMSIZ} bytes. */
  public static void newname(MemorySegment ifreq, byte[] name) {
    MemorySegment.copy(MemorySegment.ofArray(name), 0, ifreq, IFR_NEWNAME.offset(), name.length);
  }

  /** Writes the address of another struct. */
  public static void data(MemorySegment ifreq, MemorySegment data) {
    ifreq.set(JAVA_LONG, IFR_DATA, data.address());
  }
}
