package org.llsocket.internal.lifecycle;

import java.nio.channels.Channel;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a descriptor that a user holds, for the rooms above it: the class itself tells,
 * and shows nothing to users.
 */
public final class Owners {
  private static volatile @Nullable Function<Channel, OwnedFd> reveal; // set once

  private Owners() {}

  /** Called by the descriptor's class when it is initialized. */
  public static void revealedBy(Function<Channel, OwnedFd> function) {
    reveal = function;
  }

  public static OwnedFd of(Channel descriptor) {
    return Objects.requireNonNull(reveal).apply(descriptor);
  }
}
