package org.llsocket.internal.lifecycle;

import java.nio.channels.Channel;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a descriptor that a user holds, for the rooms above it, and how they make one: the
 * class itself tells, and shows nothing to users.
 */
public final class DescriptorAccess {
  private static volatile @Nullable Function<Channel, OwnedFd> reveal; // set once, as the next
  private static volatile @Nullable IntFunction<Channel> own;

  private DescriptorAccess() {}

  /** Called by the descriptor's class when it is initialized. */
  public static void revealedBy(Function<Channel, OwnedFd> revealing, IntFunction<Channel> owning) {
    reveal = revealing;
    own = owning;
  }

  public static OwnedFd of(Channel descriptor) {
    return Objects.requireNonNull(reveal).apply(descriptor);
  }

  /** A descriptor that owns the number {@code fd}; no system call is made. */
  public static Channel own(int fd) {
    return Objects.requireNonNull(own).apply(fd);
  }
}
