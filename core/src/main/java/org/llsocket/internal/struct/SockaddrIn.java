package org.llsocket.internal.struct;

import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct sockaddr_in {
 *   sa_family_t    sin_family;
 *   in_port_t      sin_port;   // network order
 *   struct in_addr sin_addr;
 * };
 * }</pre>
 */
public final class SockaddrIn {
  private static final Struct LAYOUT = Platform.struct("sockaddr_in");
  private static final int SIN_PORT = LAYOUT.offset("sin_port");

  /** Where the four bytes of the address begin. */
  public static final int SIN_ADDR = LAYOUT.offset("sin_addr");

  /** Bytes of the struct. */
  public static final int SIZE = LAYOUT.size();

  private SockaddrIn() {}

  public static int port(byte[] sockaddr) {
    return Bytes.networkShort(sockaddr, SIN_PORT);
  }

  public static void port(byte[] sockaddr, int port) {
    Bytes.networkShort(sockaddr, SIN_PORT, port);
  }
}
