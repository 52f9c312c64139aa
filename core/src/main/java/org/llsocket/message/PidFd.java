package org.llsocket.message;

import java.util.List;
import org.llsocket.Descriptor;

/**
 * {@code SCM_PIDFD}: a descriptor of the process that has sent this over a Unix socket;
 * pidfd_open(2) says what it is good for. {@link org.llsocket.option.SO#PASSPIDFD} makes it come
 * with every message. It belongs to the {@link Message}, as with {@link Rights}. Where the kernel
 * could not make the descriptor, with EMFILE, it sends {@code -errno} in its place, and that comes
 * as {@link Raw}. Only received; since Linux 6.5.
 */
public final class PidFd extends Arrived implements ControlMessage {
  PidFd(List<Descriptor> descriptor, boolean owned) {
    super(descriptor, owned);
  }

  /** The descriptor; still the message's. */
  public Descriptor descriptor() {
    return all().getFirst();
  }

  /**
   * Takes it: from now on the caller closes it.
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
