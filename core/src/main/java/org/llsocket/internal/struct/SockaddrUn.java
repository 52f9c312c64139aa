package org.llsocket.internal.struct;

import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct sockaddr_un {
 *   sa_family_t sun_family;
 *   char        sun_path[108];
 * };
 * }</pre>
 */
public final class SockaddrUn {
  private static final Struct LAYOUT = Platform.struct("sockaddr_un");

  /** Bytes of the struct: no call takes more. */
  public static final int SIZE = LAYOUT.size();

  /** Where the path begins. */
  public static final int SUN_PATH = LAYOUT.offset("sun_path");

  /** Bytes of {@code sun_path}: a path and its NUL, or an abstract name and the NUL before it. */
  public static final int PATH_SIZE = LAYOUT.field("sun_path").size();

  private SockaddrUn() {}
}
