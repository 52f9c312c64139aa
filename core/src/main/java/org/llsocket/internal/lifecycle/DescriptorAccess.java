package org.llsocket.internal.lifecycle;

import java.nio.channels.Channel;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gives other packages access to the {@link OwnedFd} of a descriptor, and creates descriptors for
 * them, without making either public API (the pattern of the JDK's SharedSecrets).
 */
public final class DescriptorAccess {
  private static volatile @Nullable Function<Channel, OwnedFd> reveal; // set once, as the next
  private static volatile @Nullable IntFunction<Channel> own;

  private DescriptorAccess() {}

  /** Called by the class of descriptors when it is initialized. */
  public static void revealedBy(Function<Channel, OwnedFd> revealing, IntFunction<Channel> owning) {
    reveal = revealing;
    own = owning;
  }

  public static OwnedFd of(Channel descriptor) {
    return Objects.requireNonNull(reveal).apply(descriptor);
  }

  /** A descriptor that owns {@code fd}; no system call is made. */
  public static Channel own(int fd) {
    return Objects.requireNonNull(own).apply(fd);
  }
}
