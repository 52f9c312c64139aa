package org.llsocket.cli.netcat;

import java.io.IOException;
import org.llsocket.Socket;
import org.llsocket.cli.socket.TransferStats;

/** The data to send to a peer. */
interface PeerInput {
  /** Sends all data, up to its end. */
  void sendTo(Socket socket, TransferStats stats) throws IOException;

  /** Whether a read would block. */
  boolean wouldBlock() throws IOException;
}
