package org.llsocket.cli.netcat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.cli.socket.SocketIo;
import org.llsocket.cli.socket.TransferStats;

/** An input stream, sent as soon as it is read; each read is one datagram on a datagram socket. */
final class StreamInput implements PeerInput {
  private final InputStream in;
  private final byte[] chunk;
  private volatile boolean reading;

  StreamInput(InputStream in, int chunkSize) {
    this.in = in;
    chunk = new byte[chunkSize];
  }

  @Override
  public void sendTo(Socket socket, TransferStats stats) throws IOException {
    for (int n = read(); n >= 0; n = read()) {
      sendAll(socket, MemorySegment.ofArray(chunk).asSlice(0, n), stats);
    }
  }

  private int read() throws IOException {
    reading = true;
    int n = in.read(chunk);
    reading = false;
    return n;
  }

  /** Sends all bytes, with as many calls as needed; a datagram with one. */
  static void sendAll(Socket socket, MemorySegment bytes, TransferStats stats) throws IOException {
    boolean datagram = socket.type().equals(SOCK.DGRAM);
    MemorySegment rest = bytes;
    while (rest.byteSize() > 0) {
      long n = SocketIo.requireProgress(socket.send(rest), "SO_SNDTIMEO");
      stats.sent(n);
      rest = datagram ? MemorySegment.NULL : rest.asSlice(n);
    }
  }

  @Override
  public boolean wouldBlock() throws IOException {
    return reading && in.available() == 0;
  }
}
