package org.llsocket.cli.datagram;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.MSG;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.socket.SocketIo;
import org.llsocket.cli.socket.TransferStats;
import org.llsocket.message.Message;

/** Receives datagrams with their control data and prints them. */
final class DatagramReader {
  /** Enough for all control data that a socket can receive, including 253 descriptors. */
  private static final int CONTROL = 8192;

  private final Socket socket;
  private final DatagramPrinter printer;
  private final TransferStats stats;

  DatagramReader(Socket socket, DatagramPrinter printer, TransferStats stats) {
    this.socket = socket;
    this.printer = printer;
    this.stats = stats;
  }

  /**
   * Prints datagrams.
   *
   * @param count the number of datagrams; null for no limit
   * @param timeout the timeout for each datagram; null for none
   * @throws IOException also if the timeout expires before {@code count} datagrams have arrived
   */
  void run(@Nullable Long count, @Nullable Duration timeout) throws IOException {
    var data = new byte[SocketIo.BUFFER_SIZE];
    var from = new SockAddrBuffer();
    try (var message = new Message().controlCapacity(CONTROL)) {
      message.buffers(MemorySegment.ofArray(data)).name(from);
      for (long i = 0; count == null || i < count; i++) {
        int length;
        try {
          length = receive(message, timeout);
        } catch (SocketTimeoutException e) {
          requireAll(i, count, timeout, e);
          return;
        }
        stats.received(length);
        printer.print(new ReceivedDatagram(message, data, length));
      }
    }
  }

  private int receive(Message message, @Nullable Duration timeout) throws IOException {
    int n =
        timeout == null
            ? socket.recvmsg(message, MSG.TRUNC)
            : socket.recvmsg(message, MSG.TRUNC, timeout);
    return (int) SocketIo.requireProgress(n, "SO_RCVTIMEO");
  }

  private static void requireAll(
      long received, @Nullable Long count, @Nullable Duration timeout, SocketTimeoutException why)
      throws IOException {
    if (count != null && timeout != null) {
      throw new IOException(
          "received only "
              + received
              + " of "
              + Formats.count(count, "datagram")
              + ": no datagram within "
              + Formats.seconds(timeout),
          why);
    }
  }
}
