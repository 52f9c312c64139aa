package org.llsocket.cli;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.MSG;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.message.Message;

/** Receives datagrams with their control data, and shows each. */
final class DatagramReader {
  /** More than all control data that a socket can be asked for, 253 descriptors among them. */
  private static final int CONTROL = 8192;

  private final Socket socket;
  private final DatagramPrinter printer;
  private final Tally tally;

  DatagramReader(Socket socket, DatagramPrinter printer, Tally tally) {
    this.socket = socket;
    this.printer = printer;
    this.tally = tally;
  }

  /**
   * Shows what comes.
   *
   * @param count of datagrams; null for no end
   * @param timeout for each; null for no end
   * @throws IOException also if not all that were to be counted came in time
   */
  void run(@Nullable Long count, @Nullable Duration timeout) throws IOException {
    var data = new byte[Conversation.CHUNK];
    var from = new SockAddrBuffer();
    try (var message = new Message().controlCapacity(CONTROL)) {
      message.buffers(MemorySegment.ofArray(data)).name(from);
      for (long i = 0; count == null || i < count; i++) {
        int length;
        try {
          length = receive(message, timeout);
        } catch (SocketTimeoutException e) {
          end(i, count, timeout, e);
          return;
        }
        tally.received(length);
        printer.print(new Datagram(message, data, length));
      }
    }
  }

  private int receive(Message message, @Nullable Duration timeout) throws IOException {
    int n =
        timeout == null
            ? socket.recvmsg(message, MSG.TRUNC)
            : socket.recvmsg(message, MSG.TRUNC, timeout);
    return (int) Input.moved(n, "SO_RCVTIMEO");
  }

  private static void end(
      long came, @Nullable Long count, @Nullable Duration timeout, SocketTimeoutException why)
      throws IOException {
    if (count != null && timeout != null) {
      throw new IOException(
          came
              + " of "
              + Text.count(count, "datagram")
              + " came; then none within "
              + Text.seconds(timeout),
          why);
    }
  }
}
