package org.llsocket.cli.netcat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.MSG;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.cli.conversation.Conversation;
import org.llsocket.cli.conversation.End;
import org.llsocket.cli.conversation.SocketEnd;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.process.StandardStreams;
import org.llsocket.cli.proxy.ProxyHeader;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.SocketIo;
import org.llsocket.cli.socket.TransferStats;

/** Serves peers that send datagrams to a bound socket. */
final class DatagramServer {
  private final Socket socket;
  private final TransferStats stats;
  private final Console console;
  private final PeerOptions options;

  DatagramServer(Socket socket, TransferStats stats, Console console, PeerOptions options) {
    this.socket = socket;
    this.stats = stats;
    this.console = console;
    this.options = options;
  }

  /** Connects the socket to the first sender and serves it; datagrams from others are dropped. */
  void serveOne(StandardStreams streams) throws IOException {
    SockAddrBuffer sender = awaitSender();
    stats.restart();
    if (SendersEnd.hasName(sender)) {
      socket.connect(sender);
      console.event("receiving from " + sender);
      var origin = new ProxyHeader(sender.toSockAddr(), socket.getsockname());
      converse(options.near(streams, console, origin), sender.toString(), options.settings());
    } else {
      console.warn("the sender's socket is unnamed: cannot reply to it");
      converse(
          options.standard(streams, console, false),
          "unnamed sender",
          options.settings().endless());
    }
  }

  private void converse(End near, String name, Conversation.Settings settings) throws IOException {
    try (near) {
      var far = new SocketEnd(socket, name);
      new Conversation(near, far, stats, console, settings).run();
    }
  }

  private SockAddrBuffer awaitSender() throws IOException {
    var sender = new SockAddrBuffer();
    MemorySegment first = MemorySegment.ofArray(new byte[1]);
    @Nullable Duration limit = options.idleLimit();
    try {
      int n =
          limit == null
              ? socket.recvfrom(first, sender, MSG.PEEK)
              : socket.recvfrom(first, sender, MSG.PEEK, limit);
      SocketIo.requireProgress(n, "SO_RCVTIMEO");
      return sender;
    } catch (SocketTimeoutException e) {
      throw limit == null ? e : new IOException("no datagram within " + Formats.seconds(limit), e);
    }
  }

  /** Receives from all senders until the process exits or the idle timeout expires. */
  void serveAll(StandardStreams streams) throws IOException {
    End near = options.standard(streams, console, true);
    var far = new SendersEnd(socket, console);
    new Conversation(near, far, stats, console, options.settings()).run();
  }
}
