package org.llsocket.nio;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The input of a channel's {@link java.net.Socket}. */
final class ChannelInputStream extends InputStream {
  private final StreamSocketChannel channel;
  private final Supplier<@Nullable Duration> timeout;

  ChannelInputStream(StreamSocketChannel channel, Supplier<@Nullable Duration> timeout) {
    this.channel = channel;
    this.timeout = timeout;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return channel.read(bytes, offset, length, timeout.get());
  }

  @Override
  public int available() throws IOException {
    return channel.available();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
