package org.llsocket.nio;

import java.io.IOException;
import java.io.OutputStream;

/** The output of a channel's {@link java.net.Socket}. */
final class ChannelOutputStream extends OutputStream {
  private final StreamSocketChannel channel;

  ChannelOutputStream(StreamSocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    channel.writeFully(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
