package org.llsocket.message;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.Socket;
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

  /** For what else a socket may be asked to tell: credentials, a label, a pidfd. */
  private static final int OTHERS = 1024;

  Rights(List<Descriptor> descriptors, boolean owned) {
    super(descriptors, owned);
  }

  /**
   * To send: the receiver gets duplicates, these stay the caller's. They must be open when the
   * message is sent, and are held open meanwhile.
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

  // ---- in one call

  /**
   * {@code sendmsg(2)} with {@code SCM_RIGHTS} and one byte of data, a 0: sends descriptors over a
   * Unix socket. The receiver gets duplicates.
   *
   * @return 1, or {@link Descriptor#AGAIN}
   * @throws IllegalArgumentException if there are none, or more than 253
   * @throws java.nio.channels.ClosedChannelException if the socket or one of them is closed
   * @throws org.llsocket.ErrnoException as {@link Message#sendmsg}; ETOOMANYREFS if too many are
   *     under way
   */
  public static int sendfd(Socket socket, Descriptor... descriptors) throws IOException {
    Rights rights = of(descriptors);
    var message = new Message(Control.space(Integer.BYTES * descriptors.length));
    message.buffers(ByteBuffer.allocate(1)).control().add(rights);
    return message.sendmsg(socket, 0);
  }

  /**
   * {@code recvmsg(2)} of one byte with one descriptor, which is the caller's then; as {@link
   * #recvfds}.
   *
   * @return the descriptor, or null where the call would have to wait and the socket is
   *     non-blocking
   */
  public static @Nullable Descriptor recvfd(Socket socket) throws IOException {
    List<Descriptor> one = recvfds(socket, 1);
    return one == null ? null : one.getFirst();
  }

  /**
   * {@code recvmsg(2)} of one byte with descriptors, which are the caller's then.
   *
   * @param max how many are taken, 1 to 253
   * @return the descriptors, or null where the call would have to wait and the socket is
   *     non-blocking
   * @throws EOFException if the peer has ended
   * @throws IOException if the byte came without a descriptor, or with more than {@code max}, all
   *     of which are closed then
   */
  public static @Nullable List<Descriptor> recvfds(Socket socket, int max) throws IOException {
    if (max < 1 || max > MAX) {
      throw new IllegalArgumentException(max + " descriptors; a message carries 1 to " + MAX);
    }
    var message = new Message(OTHERS + Control.space(Integer.BYTES * max));
    try { // not with resources: an OutOfMemoryError may be one object, which cannot suppress itself
      int n = message.buffers(ByteBuffer.allocate(1)).recvmsg(socket, 0);
      if (n == Descriptor.AGAIN) {
        return null;
      }
      if (n == Descriptor.EOF) {
        throw new EOFException("the peer has ended, and no descriptor came");
      }
      Rights rights = message.control().get(Rights.class);
      int came = rights == null ? 0 : rights.descriptors().size();
      if (came > max) {
        throw new IOException("more descriptors came than " + max);
      }
      if (message.isControlTruncated()) {
        throw new IOException(
            "of the descriptors that came only " + came + " could be made: too many are open");
      }
      if (rights == null) {
        throw new IOException("a byte came without a descriptor");
      }
      return rights.take();
    } finally {
      message.close();
    }
  }

  // ---- its parts

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
