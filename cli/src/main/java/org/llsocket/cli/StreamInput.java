package org.llsocket.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import org.llsocket.SOCK;
import org.llsocket.Socket;

/** Sends what an input stream gives, each read at once; to a datagram socket as one datagram. */
final class StreamInput implements Input {
  private final InputStream in;
  private final byte[] chunk;
  private volatile boolean reading;

  StreamInput(InputStream in, int chunkSize) {
    this.in = in;
    chunk = new byte[chunkSize];
  }

  @Override
  public void sendTo(Socket socket, Tally tally) throws IOException {
    for (int n = read(); n >= 0; n = read()) {
      sendAll(socket, MemorySegment.ofArray(chunk).asSlice(0, n), tally);
    }
  }

  private int read() throws IOException {
    reading = true;
    int n = in.read(chunk);
    reading = false;
    return n;
  }

  /** Sends all the bytes, in as many calls as the kernel wants; a datagram in one. */
  static void sendAll(Socket socket, MemorySegment bytes, Tally tally) throws IOException {
    boolean datagram = socket.type().equals(SOCK.DGRAM);
    MemorySegment rest = bytes;
    while (rest.byteSize() > 0) {
      long n = Input.moved(socket.send(rest), "SO_SNDTIMEO");
      tally.sent(n);
      rest = datagram ? MemorySegment.NULL : rest.asSlice(n);
    }
  }

  @Override
  public boolean isDry() throws IOException {
    return reading && in.available() == 0;
  }
}
