package org.llsocket;

import java.io.EOFException;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.message.MessageAccess;
import org.llsocket.message.Control;
import org.llsocket.message.Message;
import org.llsocket.message.MessageBatch;
import org.llsocket.message.Rights;

/** The calls of {@link Socket} that send and receive messages. */
final class SocketMessages {
  /** Capacity for further control data: credentials, a security label, a pidfd. */
  private static final int OTHER_CONTROL = 1024;

  private SocketMessages() {}

  static int sendmsg(Handle socket, Message message, int flags, @Nullable Duration timeout)
      throws IOException {
    long deadline = Deadline.orNone(timeout);
    try {
      int n = MessageAccess.get().sendmsg(message, socket.owned, flags, deadline);
      Handle.checkInTime(n, timeout, "nothing sent");
      return n;
    } finally {
      Reference.reachabilityFence(socket);
    }
  }

  static int recvmsg(Handle socket, Message message, int flags, @Nullable Duration timeout)
      throws IOException {
    long deadline = Deadline.orNone(timeout);
    try {
      int n = MessageAccess.get().recvmsg(message, socket.owned, flags, deadline);
      Handle.checkInTime(n, timeout, "nothing received");
      return n;
    } finally {
      Reference.reachabilityFence(socket);
    }
  }

  static int sendmmsg(
      Handle socket,
      MessageBatch batch,
      int first,
      int count,
      int flags,
      @Nullable Duration timeout)
      throws IOException {
    long deadline = Deadline.orNone(timeout);
    try {
      int n = MessageAccess.get().sendmmsg(batch, socket.owned, first, count, flags, deadline);
      Handle.checkInTime(n, timeout, "nothing sent");
      return n;
    } finally {
      Reference.reachabilityFence(socket);
    }
  }

  static int recvmmsg(Handle socket, MessageBatch batch, int flags, @Nullable Duration timeout)
      throws IOException {
    long deadline = Deadline.orNone(timeout);
    try {
      int n = MessageAccess.get().recvmmsg(batch, socket.owned, flags, deadline);
      Handle.checkInTime(n, timeout, "nothing received");
      return n;
    } finally {
      Reference.reachabilityFence(socket);
    }
  }

  // ---- descriptors

  static int sendfd(Handle socket, Descriptor... descriptors) throws IOException {
    Rights rights = Rights.of(descriptors);
    var message = new Message().controlCapacity(Control.space(Integer.BYTES * descriptors.length));
    message.buffers(ByteBuffer.allocate(1)).control().add(rights);
    return sendmsg(socket, message, 0, null);
  }

  static @Nullable List<Descriptor> recvfds(Handle socket, int max) throws IOException {
    if (max < 1 || max > Rights.MAX) {
      throw new IllegalArgumentException(
          max + " descriptors; a message carries 1 to " + Rights.MAX);
    }
    var message = new Message().controlCapacity(OTHER_CONTROL + Control.space(Integer.BYTES * max));
    try { // no try-with: an OutOfMemoryError may be one shared object, which cannot suppress itself
      int n = recvmsg(socket, message.buffers(ByteBuffer.allocate(1)), 0, null);
      if (n == Descriptor.AGAIN) {
        return null;
      }
      if (n == Descriptor.EOF) {
        throw new EOFException("the peer has ended the stream; no descriptor was received");
      }
      return taken(message, max);
    } finally {
      message.close();
    }
  }

  private static List<Descriptor> taken(Message message, int max) throws IOException {
    Rights rights = message.control().get(Rights.class);
    int count = rights == null ? 0 : rights.descriptors().size();
    if (count > max) {
      throw new IOException("received " + count + " descriptors, more than " + max);
    }
    if (message.isControlTruncated()) {
      throw new IOException(
          "received only " + count + " of the descriptors sent: too many open files (EMFILE)");
    }
    if (rights == null) {
      throw new IOException("received a byte without a descriptor");
    }
    return rights.take();
  }
}
