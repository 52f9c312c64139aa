package org.llsocket.internal.message;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.message.Message;
import org.llsocket.message.MessageBatch;

/**
 * Gives {@code Socket} the calls of a message without making them public API (the JDK's
 * SharedSecrets pattern).
 */
public abstract class MessageAccess {
  private static volatile @Nullable MessageAccess access; // set once

  protected MessageAccess() {}

  /** Called by the classes of messages when they are initialized. */
  public static void set(MessageAccess messages) {
    access = messages;
  }

  /** The access that the class of a message has set, which exists and so is initialized. */
  public static MessageAccess get() {
    return Objects.requireNonNull(access);
  }

  public abstract int sendmsg(Message message, OwnedFd to, int flags, long deadline)
      throws IOException;

  public abstract int recvmsg(Message message, OwnedFd from, int flags, long deadline)
      throws IOException;

  public abstract int sendmmsg(
      MessageBatch batch, OwnedFd to, int first, int count, int flags, long deadline)
      throws IOException;

  public abstract int recvmmsg(MessageBatch batch, OwnedFd from, int flags, long deadline)
      throws IOException;

  /**
   * Prepares a message for an operation of a ring. The batch is in use until {@link #end}.
   *
   * @param stream whether the socket is one of SOCK_STREAM
   * @return the address of its {@code struct msghdr}
   */
  public abstract long begin(MessageBatch batch, int index, boolean sends, boolean stream)
      throws IOException;

  /** Takes over what an operation of a ring has returned: a number of bytes, or {@code -errno}. */
  public abstract void end(MessageBatch batch, int index, boolean sends, int result);
}
