package org.llsocket.cli.capture;

import java.io.IOException;
import org.llsocket.capture.Packet;

/** Where the packets of a capture go. For one thread. */
interface PacketOutput extends AutoCloseable {
  void write(Packet packet) throws IOException;

  /** Hands over what was written, when no further packet is there yet. */
  void flush() throws IOException;

  /** Whether a progress line may stand on the terminal: no packet is printed. */
  boolean isQuiet();

  @Override
  void close() throws IOException;
}
