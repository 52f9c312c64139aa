package org.llsocket.message;

import java.util.List;
import org.llsocket.Descriptor;
import org.llsocket.internal.platform.Platform;

/**
 * {@code SCM_RIGHTS}: descriptors that go to another process over a Unix socket.
 *
 * <p>Received, each is a new descriptor of this process, close-on-exec, and belongs to the {@link
 * Message}: who wants to keep them {@linkplain #take takes} them. What nobody takes is closed by
 * the next {@code recvmsg} into that message, and by its {@link Message#close}. A receive with
 * {@code MSG_PEEK} makes new descriptors each time. See unix(7).
 */
public final class Rights extends Arrived implements ControlMessage {
  /** {@code SCM_MAX_FD}: how many descriptors one message carries. */
  public static final int MAX = Platform.number("SCM_MAX_FD");

  Rights(List<Descriptor> descriptors, boolean owned) {
    super(descriptors, owned);
  }

  /**
   * To send: the receiver gets duplicates, these stay the caller's. They must be open when the
   * message is sent, and are held open meanwhile.
   *
   * @throws IllegalArgumentException if there are none, or more than {@value #MAX}
   */
  public static Rights of(Descriptor... descriptors) {
    if (descriptors.length == 0 || descriptors.length > MAX) {
      throw new IllegalArgumentException(
          descriptors.length + " descriptors; a message carries 1 to " + MAX);
    }
    return new Rights(List.of(descriptors), false);
  }

  /** The descriptors in their order; of a received message, still the message's. */
  public List<Descriptor> descriptors() {
    return all();
  }

  /**
   * Takes what was received: from now on the caller closes them.
   *
   * @throws IllegalStateException if they were not received, or have been taken or closed already
   */
  public List<Descriptor> take() {
    return takeAll();
  }

  @Override
  public String toString() {
    return "Rights" + all();
  }
}
