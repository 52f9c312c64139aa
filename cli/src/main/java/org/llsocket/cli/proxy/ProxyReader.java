package org.llsocket.cli.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.llsocket.Socket;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.socket.SocketIo;

/** Receives the header of the PROXY protocol at the beginning of a connection, and no more. */
public final class ProxyReader {
  private static final int FIRST = 256; // enough for addresses without extensions

  private ProxyReader() {}

  /**
   * Receives a header.
   *
   * @param limit the time for the whole header
   * @throws ProtocolException if the connection does not begin with a header
   * @throws IOException also if the header does not arrive completely in time
   */
  public static ProxyHeader read(Socket socket, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    byte[] bytes = new byte[FIRST];
    int length = 0;
    for (int missing = ProxyHeader.missing(bytes, 0);
        missing > 0;
        missing = ProxyHeader.missing(bytes, length)) {
      if (length + missing > bytes.length) {
        bytes = Arrays.copyOf(bytes, ProxyHeader.MAX_LENGTH);
      }
      MemorySegment rest = MemorySegment.ofArray(bytes).asSlice(length, missing);
      length += receive(socket, rest, end, limit);
    }
    return ProxyHeader.parse(bytes, length);
  }

  private static int receive(Socket socket, MemorySegment rest, long end, Duration limit)
      throws IOException {
    try {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      int n = socket.recv(rest, 0, left);
      if (n == Socket.EOF) {
        throw new EOFException("the peer has closed the connection before a whole PROXY header");
      }
      return (int) SocketIo.requireProgress(n, "SO_RCVTIMEO");
    } catch (SocketTimeoutException e) {
      throw new IOException("no whole PROXY header within " + Formats.seconds(limit), e);
    }
  }
}
