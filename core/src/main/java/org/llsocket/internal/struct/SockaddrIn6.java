package org.llsocket.internal.struct;

import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct sockaddr_in6 {
 *   sa_family_t     sin6_family;
 *   in_port_t       sin6_port;      // network order
 *   uint32_t        sin6_flowinfo;  // network order
 *   struct in6_addr sin6_addr;
 *   uint32_t        sin6_scope_id;
 * };
 * }</pre>
 */
public final class SockaddrIn6 {
  private static final Struct LAYOUT = Platform.struct("sockaddr_in6");
  private static final int SIN6_PORT = LAYOUT.offset("sin6_port");
  private static final int SIN6_FLOWINFO = LAYOUT.offset("sin6_flowinfo");
  private static final int SIN6_SCOPE_ID = LAYOUT.offset("sin6_scope_id");

  /** Where the sixteen bytes of the address begin. */
  public static final int SIN6_ADDR = LAYOUT.offset("sin6_addr");

  /** Bytes of the struct. */
  public static final int SIZE = LAYOUT.size();

  private SockaddrIn6() {}

  public static int port(byte[] sockaddr) {
    return Bytes.networkShort(sockaddr, SIN6_PORT);
  }

  public static void port(byte[] sockaddr, int port) {
    Bytes.networkShort(sockaddr, SIN6_PORT, port);
  }

  public static int flowinfo(byte[] sockaddr) {
    return Bytes.networkInt(sockaddr, SIN6_FLOWINFO);
  }

  public static void flowinfo(byte[] sockaddr, int flowinfo) {
    Bytes.networkInt(sockaddr, SIN6_FLOWINFO, flowinfo);
  }

  public static int scopeId(byte[] sockaddr) {
    return Bytes.nativeInt(sockaddr, SIN6_SCOPE_ID);
  }

  public static void scopeId(byte[] sockaddr, int scopeId) {
    Bytes.nativeInt(sockaddr, SIN6_SCOPE_ID, scopeId);
  }
}
