package org.llsocket.nio;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.spi.SelectorProvider;

/** {@code pipe2(2)} as channels. */
final class PipeChannels extends Pipe {
  private final PipeSource source;
  private final PipeSink sink;

  PipeChannels(SelectorProvider provider) throws IOException {
    org.llsocket.Pipe pipe = org.llsocket.Pipe.open();
    source = new PipeSource(provider, pipe.reader());
    sink = new PipeSink(provider, pipe.writer());
  }

  @Override
  public SourceChannel source() {
    return source;
  }

  @Override
  public SinkChannel sink() {
    return sink;
  }
}
