package org.llsocket.internal.struct;

import org.llsocket.internal.platform.Platform;

/**
 * <pre>{@code
 * struct ifreq {
 *   char ifr_name[IFNAMSIZ];
 *   // and a union
 * };
 * }</pre>
 */
public final class Ifreq {
  /** Bytes of {@code ifr_name}: an interface's name and its NUL. */
  public static final int IFNAMSIZ = Platform.struct("ifreq").field("ifr_name").size();

  private Ifreq() {}
}
