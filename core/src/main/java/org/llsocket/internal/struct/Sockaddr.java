package org.llsocket.internal.struct;

import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct sockaddr {
 *   sa_family_t sa_family;
 *   char        sa_data[];
 * };
 * }</pre>
 */
public final class Sockaddr {
  private static final Struct LAYOUT = Platform.struct("sockaddr");
  private static final int SA_FAMILY = LAYOUT.offset("sa_family");

  /** Where the family's own bytes begin. */
  public static final int SA_DATA = LAYOUT.offset("sa_data");

  /** The room that any address needs. */
  public static final int STORAGE = Platform.struct("sockaddr_storage").size();

  private Sockaddr() {}

  public static int family(byte[] sockaddr) {
    return Bytes.nativeShort(sockaddr, SA_FAMILY);
  }

  public static void family(byte[] sockaddr, int family) {
    Bytes.nativeShort(sockaddr, SA_FAMILY, family);
  }
}
