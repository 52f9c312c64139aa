package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct sockaddr_ll {
 *   unsigned short sll_family;
 *   unsigned short sll_protocol;
 *   int            sll_ifindex;
 *   unsigned short sll_hatype;
 *   unsigned char  sll_pkttype;
 *   unsigned char  sll_halen;
 *   unsigned char  sll_addr[8];  // longer where sll_halen says so
 * };
 * }</pre>
 */
public final class SockaddrLl {
  private static final Struct LAYOUT = Platform.struct("sockaddr_ll");
  private static final int SLL_IFINDEX = LAYOUT.offset("sll_ifindex");
  private static final int SLL_HALEN = LAYOUT.offset("sll_halen");

  /** Where the hardware address begins. */
  public static final int SLL_ADDR = LAYOUT.offset("sll_addr");

  private SockaddrLl() {}

  public static int ifindex(MemorySegment sockaddr) {
    return sockaddr.get(JAVA_INT, SLL_IFINDEX);
  }

  public static int halen(MemorySegment sockaddr) {
    return Byte.toUnsignedInt(sockaddr.get(JAVA_BYTE, SLL_HALEN));
  }
}
