package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct ifreq {
 *   char ifr_name[IFNAMSIZ];
 *   union {
 *     int ifr_mtu;
 *     // and others
 *   };
 * };
 * }</pre>
 */
public final class Ifreq {
  private static final Struct LAYOUT = Platform.struct("ifreq");
  private static final int IFR_NAME = LAYOUT.offset("ifr_name");
  private static final int IFR_MTU = LAYOUT.offset("ifr_mtu");

  /** Bytes of {@code ifr_name}: an interface's name and its NUL. */
  public static final int IFNAMSIZ = LAYOUT.field("ifr_name").size();

  /** Bytes of the struct. */
  public static final int SIZE = LAYOUT.size();

  private Ifreq() {}

  /** Empties the struct and names the interface that it is about. */
  public static void name(MemorySegment ifreq, String name) {
    ifreq.asSlice(0, SIZE).fill((byte) 0);
    ifreq.setString(IFR_NAME, name);
  }

  public static int mtu(MemorySegment ifreq) {
    return ifreq.get(JAVA_INT, IFR_MTU);
  }
}
