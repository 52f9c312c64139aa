package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import org.llsocket.internal.lifecycle.Offload;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.SocketCalls;

/** A descriptor of any kind, as something more. */
final class Adoption {
  private static final int SOL_SOCKET = Platform.number("SOL_SOCKET");
  private static final int SO_TYPE = Platform.number("SO_TYPE");

  private Adoption() {}

  static Socket socket(Descriptor descriptor) throws IOException {
    if (descriptor instanceof Socket socket) {
      return socket;
    }
    checkSocket(descriptor);
    int fd = descriptor.release();
    Socket adopted = null;
    try {
      adopted = Socket.adopt(fd);
      return adopted;
    } finally {
      Ownership.discardUnowned(adopted, fd);
    }
  }

  private static void checkSocket(Descriptor descriptor) throws IOException {
    CallFrame frame = descriptor.enter();
    try {
      frame.length.set(JAVA_INT, 0, Integer.BYTES);
      int n =
          SocketCalls.getsockopt(
              frame.errno, descriptor.number(), SOL_SOCKET, SO_TYPE, frame.value, frame.length);
      if (n < 0) {
        throw descriptor.failure(n, "getsockopt", "SOL_SOCKET, SO_TYPE");
      }
    } finally {
      descriptor.leave(frame);
    }
  }

  static FileChannel fileChannel(Descriptor descriptor, OpenOption[] options) throws IOException {
    if (!descriptor.owned.hold()) {
      throw new ClosedChannelException();
    }
    try {
      Path path = Path.of(Platform.descriptorPath(descriptor.number()));
      FileChannel channel =
          Thread.currentThread().isVirtual() // to open the end of a FIFO may wait for the other
              ? Offload.toEnd(() -> FileChannel.open(path, options))
              : FileChannel.open(path, options);
      if (!descriptor.isOpen()) { // and the number may have been the dead file's by then
        channel.close();
        throw new AsynchronousCloseException();
      }
      return channel;
    } finally {
      descriptor.owned.letGo();
      Reference.reachabilityFence(descriptor);
    }
  }
}
