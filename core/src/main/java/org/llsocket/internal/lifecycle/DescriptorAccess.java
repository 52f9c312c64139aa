package org.llsocket.internal.lifecycle;

import java.nio.channels.Channel;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.sys.FdCalls;

/**
 * Gives other packages access to the {@link OwnedFd} of a descriptor, and creates descriptors for
 * them, without making either public API (the pattern of the JDK's SharedSecrets).
 */
public final class DescriptorAccess {
  private static volatile @Nullable Function<Channel, OwnedFd> reveal; // set once, as the next
  private static volatile @Nullable IntFunction<Channel> own;
  private static volatile @Nullable Acceptor acceptor;

  private DescriptorAccess() {}

  /** Called by the class of descriptors when it is initialized. */
  public static void revealedBy(Function<Channel, OwnedFd> revealing, IntFunction<Channel> owning) {
    reveal = revealing;
    own = owning;
  }

  public static OwnedFd of(Channel descriptor) {
    return Objects.requireNonNull(reveal).apply(descriptor);
  }

  /** Creates the owner of an accepted socket. */
  @FunctionalInterface
  public interface Acceptor {
    Channel own(int fd, OpenFileDescription listener, boolean nonblock);
  }

  /** Called by the class of sockets when it is initialized. */
  public static void acceptedBy(Acceptor accepting) {
    acceptor = accepting;
  }

  /**
   * A socket that owns {@code fd}, which {@code listener} has accepted; {@code fd} is closed if
   * there is no memory for the socket.
   */
  public static Channel accepted(int fd, OpenFileDescription listener, boolean nonblock) {
    Channel socket = null;
    try {
      socket = Objects.requireNonNull(acceptor).own(fd, listener, nonblock);
      return socket;
    } finally {
      if (socket == null) {
        int _ = FdCalls.discard(fd);
      }
    }
  }

  /** A descriptor that owns {@code fd}; no system call is made. */
  public static Channel own(int fd) {
    return Objects.requireNonNull(own).apply(fd);
  }
}
