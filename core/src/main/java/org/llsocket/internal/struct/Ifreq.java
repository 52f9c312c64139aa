package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_INT;
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
 *     short ifr_flags;
 *     int   ifr_mtu;
 *     // and others
 *   };
 * };
 * }</pre>
 */
public final class Ifreq {
  private static final Struct LAYOUT = Platform.struct("ifreq");
  private static final int IFR_NAME = LAYOUT.offset("ifr_name");
  private static final int IFR_FLAGS = LAYOUT.offset("ifr_flags");
  private static final int IFR_MTU = LAYOUT.offset("ifr_mtu");

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
}
