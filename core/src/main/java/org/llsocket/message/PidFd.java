package org.llsocket.message;

import java.util.List;
import org.llsocket.Descriptor;

/**
 * {@code SCM_PIDFD}: a pidfd of the process that has sent a message over a Unix socket; for its
 * uses see pidfd_open(2).
 *
 * <pre>{@code
 * receiver.set(SO.PASSPIDFD, true);
 * receiver.recvmsg(message, 0);
 * try (Descriptor sender = message.control().get(PidFd.class).take()) {
 *   boolean exited = sender.awaitReadable(Duration.ZERO);
 * }
 * }</pre>
 *
 * <p>{@link org.llsocket.option.SO#PASSPIDFD} adds it to every message that the socket receives. It
 * belongs to the {@link Message} until it is taken, like {@link Rights}. If the kernel cannot
 * create the descriptor (EMFILE), it adds {@code -errno} in its place, which arrives as a {@link
 * RawControlMessage}. Only received; since Linux 6.5.
 */
public final class PidFd extends ReceivedFds implements ControlMessage {
  PidFd(List<Descriptor> descriptor, boolean owned) {
    super(descriptor, owned);
  }

  /** The descriptor, which the message still owns. */
  public Descriptor descriptor() {
    return all().getFirst();
  }

  /**
   * Takes the descriptor: the caller owns it and has to close it.
   *
   * @throws IllegalStateException if it has been taken or closed already
   */
  public Descriptor take() {
    return takeAll().getFirst();
  }

  @Override
  public String toString() {
    return "PidFd" + all();
  }
}
