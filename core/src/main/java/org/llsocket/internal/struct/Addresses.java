package org.llsocket.internal.struct;

import java.lang.foreign.MemorySegment;
import java.net.SocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an address that a user holds, for the rooms above its class: the class itself tells,
 * and shows nothing to users.
 */
public abstract class Addresses {
  private static volatile @Nullable Addresses revealed; // set once

  protected Addresses() {}

  /** Called by the address's class when it is initialized. */
  public static void revealedBy(Addresses addresses) {
    revealed = addresses;
  }

  /** What its class, which has been initialized, has told. */
  public static Addresses get() {
    return Objects.requireNonNull(revealed);
  }

  /** Writes the {@code sockaddr} to {@code target}, and returns its length. */
  public abstract int write(SocketAddress address, MemorySegment target);

  /** Fills an address with as much as there is room for. */
  public abstract void read(SocketAddress address, MemorySegment source, int kernelLength);

  /**
   * Refuses an address that cannot be filled or, where it is not to be filled, one that nobody has.
   */
  public abstract void require(SocketAddress address, boolean fillable);
}
