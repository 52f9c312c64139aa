package org.llsocket.cli.netcat;

import java.io.IOException;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.process.StandardStreams;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.TransferStats;

/** Serves peers that connect to a listening socket. */
final class StreamServer {
  private final Socket listener;
  private final TransferStats stats;
  private final Console console;
  private final PeerOptions options;

  StreamServer(Socket listener, TransferStats stats, Console console, PeerOptions options) {
    this.listener = listener;
    this.stats = stats;
    this.console = console;
    this.options = options;
  }

  /** Serves the first connection and refuses further ones. */
  void serveOne(PeerInput input) throws IOException {
    try (Socket connection = accept(new SockAddrBuffer())) {
      listener.close(); // later connections are refused at once
      stats.restart();
      new Conversation(connection, stats, console, options.idleLimit()).run(input);
    }
  }

  /** Serves all connections, one thread each, until the process exits. */
  void serveAll(StandardStreams streams) throws IOException {
    var broadcast = new Broadcast(streams.in(), options.chunkSize(), console);
    var peer = new SockAddrBuffer();
    long number = 0;
    while (true) {
      Socket connection = accept(peer);
      number++;
      String name = peer.length() == 0 || peer.isUnnamed() ? "client " + number : peer.toString();
      Thread.ofPlatform()
          .daemon()
          .name(name)
          .start(() -> serve(connection, name, broadcast, streams));
    }
  }

  private void serve(Socket connection, String name, Broadcast broadcast, StandardStreams streams) {
    console.info(name + " connected");
    var connectionStats = new TransferStats(false, stats);
    String end = "";
    try (connection) {
      var conversation =
          new Conversation(connection, connectionStats, console, options.idleLimit());
      if (options.file != null) {
        conversation.run(options.input(streams));
      } else {
        try (var _ = broadcast.join(connection, connectionStats)) {
          conversation.run(null);
        }
      }
    } catch (IOException e) {
      end = Formats.oneLine(e) + "; ";
    }
    console.info(name + " disconnected: " + end + connectionStats.summary());
  }

  private Socket accept(SockAddrBuffer peer) throws IOException {
    while (true) {
      try {
        Socket connection = listener.accept(peer);
        if (connection != null) {
          return connection;
        }
      } catch (ErrnoException e) {
        if (!e.errno().equals(Errno.ECONNABORTED)) { // reset by the peer before it was accepted
          throw e;
        }
      }
    }
  }
}
