package org.llsocket.message;

import java.util.List;
import org.llsocket.Descriptor;
import org.llsocket.internal.platform.Platform;

/**
 * {@code SCM_RIGHTS}: descriptors that are passed to another process over a Unix socket. {@link
 * org.llsocket.Socket#sendfd Socket.sendfd} and {@link org.llsocket.Socket#recvfd Socket.recvfd} do
 * it in one call.
 *
 * <pre>{@code
 * message.buffers(data).control().add(Rights.of(file, listener));
 * sender.sendmsg(message, 0);
 *
 * receiver.recvmsg(message, 0);
 * Rights rights = message.control().get(Rights.class);
 * List<Descriptor> received = rights.take(); // now the caller closes them
 * }</pre>
 *
 * <p>Each received descriptor is new in this process, close-on-exec, and belongs to the {@link
 * Message} until the caller {@linkplain #take takes} it. Descriptors that are not taken are closed
 * by the next receive into that message and by {@link Message#close}. A receive with {@code
 * MSG_PEEK} creates new descriptors each time. See unix(7).
 */
public final class Rights extends ReceivedFds implements ControlMessage {
  /**
   * {@code SCM_MAX_FD}: how many descriptors a message can carry. musl before 1.2.5 refuses more
   * than 252 with ENOMEM.
   */
  public static final int MAX = Platform.number("SCM_MAX_FD");

  Rights(List<Descriptor> descriptors, boolean owned) {
    super(descriptors, owned);
  }

  /**
   * To send: the receiver gets duplicates, and the caller still owns these. They must be open when
   * the message is sent, and are held open during the call.
   *
   * @throws IllegalArgumentException if there are none, or more than 253
   */
  public static Rights of(Descriptor... descriptors) {
    if (descriptors.length == 0 || descriptors.length > MAX) {
      throw new IllegalArgumentException(
          descriptors.length + " descriptors; a message carries 1 to " + MAX);
    }
    return new Rights(List.of(descriptors), false);
  }

  /** The descriptors in order; if they were received, the message still owns them. */
  public List<Descriptor> descriptors() {
    return all();
  }

  /**
   * Takes the received descriptors: the caller owns them and has to close them.
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
