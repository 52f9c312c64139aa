package org.llsocket.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import org.llsocket.Descriptor;

/** {@code read(2)} from a pipe. */
final class PipeSource extends Pipe.SourceChannel implements PollableChannel {
  private final ChannelSocket<Descriptor> calls;

  PipeSource(SelectorProvider provider, Descriptor reader) {
    super(provider);
    calls = new ChannelSocket<>(this, reader);
  }

  @Override
  public ChannelSocket<?> calls() {
    return calls;
  }

  @Override
  public int possibleOps() {
    return SelectionKey.OP_READ;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return (int) read(new ByteBuffer[] {Objects.requireNonNull(buffer)}, 0, 1);
  }

  @Override
  public long read(ByteBuffer[] buffers) throws IOException {
    return read(buffers, 0, buffers.length);
  }

  @Override
  public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffers.length);
    calls.reading.lock();
    try {
      calls.ensureOpen();
      return calls.read(buffers, offset, length);
    } catch (IOException e) {
      throw calls.failure(e);
    } finally {
      calls.reading.unlock();
    }
  }

  @Override
  protected void implConfigureBlocking(boolean block) throws IOException {
    calls.configureBlocking(block);
  }

  @Override
  protected void implCloseSelectableChannel() throws IOException {
    calls.close();
  }
}
