package org.llsocket.cli.netcat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.llsocket.Socket;
import org.llsocket.cli.conversation.Acceptor;
import org.llsocket.cli.conversation.Conversation;
import org.llsocket.cli.conversation.End;
import org.llsocket.cli.conversation.Handshake;
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
  private final Handshake handshake;
  private final Acceptor acceptor;
  private final AtomicInteger connected = new AtomicInteger();

  StreamServer(Socket listener, TransferStats stats, Handshake handshake, PeerOptions options) {
    this.listener = listener;
    this.stats = stats;
    this.handshake = handshake;
    this.options = options;
    console = handshake.console();
    acceptor = new Acceptor(listener, console);
  }

  /** Serves the first connection and refuses further ones. */
  void serveOne(StandardStreams streams) throws IOException {
    Acceptor.Accepted accepted = acceptFirst();
    listener.close(); // later connections are refused at once
    stats.restart();
    console.event(accepted.name() + " connected");
    Handshake.Peer peer = handshake.accept(accepted.socket(), accepted.name());
    try (End far = peer.end();
        End near = options.near(streams, console, peer.origin())) {
      new Conversation(near, far, stats, console, options.settings()).run();
    }
  }

  private Acceptor.Accepted acceptFirst() throws IOException {
    @Nullable Duration limit = options.idleLimit();
    try {
      return acceptor.accept(limit);
    } catch (SocketTimeoutException e) {
      throw limit == null
          ? e
          : new IOException("no connection within " + Formats.seconds(limit), e);
    }
  }

  /** Serves all connections, one thread each, until the process exits or the timeout expires. */
  void serveAll(StandardStreams streams) throws IOException {
    var broadcast = new Broadcast(streams.in(), console);
    while (true) {
      try {
        Acceptor.Accepted accepted = acceptor.accept(options.idleLimit());
        connected.incrementAndGet();
        Thread.ofPlatform()
            .daemon()
            .name(accepted.name())
            .start(() -> serve(accepted, broadcast, streams));
      } catch (SocketTimeoutException e) {
        if (connected.get() == 0) {
          return;
        }
      }
    }
  }

  private void serve(Acceptor.Accepted accepted, Broadcast broadcast, StandardStreams streams) {
    String name = accepted.name();
    console.info(name + " connected");
    var connectionStats = new TransferStats(false, stats);
    String end = "";
    try {
      Handshake.Peer peer = handshake.accept(accepted.socket(), name);
      try (End far = peer.end();
          End near = near(peer, streams);
          var _ = near.hasInput() ? null : broadcast.join(far, connectionStats)) {
        new Conversation(near, far, connectionStats, console, options.settings()).run();
      }
    } catch (IOException e) {
      end = Formats.oneLine(e) + "; ";
    } finally {
      connected.decrementAndGet();
    }
    console.info(name + " disconnected: " + end + connectionStats.summary());
  }

  /** A file or program for this peer; otherwise standard output, and the broadcast is its input. */
  private End near(Handshake.Peer peer, StandardStreams streams) throws IOException {
    return options.file != null || options.command != null
        ? options.near(streams, console, peer.origin())
        : options.standard(streams, console, false);
  }
}
