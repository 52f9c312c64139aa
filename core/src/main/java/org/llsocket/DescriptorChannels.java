package org.llsocket;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import org.llsocket.internal.lifecycle.BlockingExecutor;
import org.llsocket.internal.platform.Platform;

/** The file of a descriptor as a {@link FileChannel}. */
final class DescriptorChannels {
  private DescriptorChannels() {}

  /** Opening one end of a FIFO may wait for the other. */
  static FileChannel open(Handle descriptor, OpenOption[] options) throws IOException {
    if (!descriptor.owned.retain()) {
      throw new ClosedChannelException();
    }
    try {
      Path path = Path.of(Platform.descriptorPath(descriptor.number()));
      FileChannel channel =
          BlockingExecutor.onPlatformThread(() -> FileChannel.open(path, options));
      if (!descriptor.isOpen()) { // the fd may have been the pre-close file's by then
        channel.close();
        throw new AsynchronousCloseException();
      }
      return channel;
    } finally {
      descriptor.owned.releaseRetained();
      Reference.reachabilityFence(descriptor);
    }
  }
}
