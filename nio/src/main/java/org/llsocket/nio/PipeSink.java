package org.llsocket.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import org.llsocket.Descriptor;

/** {@code write(2)} to a pipe. */
final class PipeSink extends Pipe.SinkChannel implements PollableChannel {
  private final ChannelSocket<Descriptor> calls;

  PipeSink(SelectorProvider provider, Descriptor writer) {
    super(provider);
    calls = new ChannelSocket<>(this, writer);
  }

  @Override
  public ChannelSocket<?> calls() {
    return calls;
  }

  @Override
  public int possibleOps() {
    return SelectionKey.OP_WRITE;
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    return (int) write(new ByteBuffer[] {Objects.requireNonNull(buffer)}, 0, 1);
  }

  @Override
  public long write(ByteBuffer[] buffers) throws IOException {
    return write(buffers, 0, buffers.length);
  }

  @Override
  public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffers.length);
    calls.writing.lock();
    try {
      calls.ensureOpen();
      return calls.write(buffers, offset, length);
    } catch (IOException e) {
      throw calls.failure(e);
    } finally {
      calls.writing.unlock();
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
