package org.llsocket.cli.netcat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.MSG;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.SocketIo;
import org.llsocket.cli.socket.TransferStats;

/** Serves peers that send datagrams to a bound socket. */
final class DatagramServer {
  private final Socket socket;
  private final TransferStats stats;
  private final Console console;
  private final @Nullable Duration idleLimit;
  private volatile @Nullable SockAddr lastSender;

  DatagramServer(
      Socket socket, TransferStats stats, Console console, @Nullable Duration idleLimit) {
    this.socket = socket;
    this.stats = stats;
    this.console = console;
    this.idleLimit = idleLimit;
  }

  /** Connects the socket to the first sender and serves it; datagrams from others are dropped. */
  void serveOne(PeerInput input) throws IOException {
    var sender = new SockAddrBuffer();
    SocketIo.requireProgress(
        socket.recvfrom(MemorySegment.ofArray(new byte[1]), sender, MSG.PEEK), "SO_RCVTIMEO");
    stats.restart();
    if (hasName(sender)) {
      socket.connect(sender);
      new Conversation(socket, stats, console, idleLimit).run(input);
    } else {
      console.warn("the sender's socket is unnamed: cannot reply to it");
      Duration limit = idleLimit == null ? Conversation.DATAGRAM_IDLE_LIMIT : idleLimit;
      new Conversation(socket, stats, console, limit).run(null);
    }
  }

  /** Receives from all senders until the process exits or the idle timeout expires. */
  void serveAll(InputStream in, int chunkSize) throws IOException {
    byte[] chunk = new byte[SocketIo.BUFFER_SIZE];
    MemorySegment target = MemorySegment.ofArray(chunk);
    var sender = new SockAddrBuffer();
    try (var _ = new IdleTimer(socket, stats, idleLimit)) {
      while (true) {
        int n = socket.recvfrom(target, sender, MSG.TRUNC);
        int length = (int) SocketIo.requireProgress(n, "SO_RCVTIMEO");
        noteSender(sender, in, chunkSize); // first: the reader of the output may reply at once
        console.data(chunk, length, stats);
      }
    } catch (ClosedChannelException e) {
      if (idleLimit == null) {
        throw e;
      }
    }
  }

  private void noteSender(SockAddrBuffer sender, InputStream in, int chunkSize) {
    SockAddr last = lastSender;
    if (!hasName(sender) || (last != null && sender.contentEquals(last))) {
      return;
    }
    lastSender = sender.toSockAddr();
    console.info("receiving from " + sender);
    if (last == null) {
      Thread.ofPlatform().daemon().name("replies").start(() -> reply(in, new byte[chunkSize]));
    }
  }

  private static boolean hasName(SockAddrBuffer sender) {
    return sender.length() > 0 && !sender.isUnnamed();
  }

  /** Sends the input to the last sender. */
  private void reply(InputStream in, byte[] chunk) {
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        SockAddr to = lastSender;
        if (to != null) {
          stats.sent(socket.sendto(MemorySegment.ofArray(chunk).asSlice(0, n), to));
        }
      }
    } catch (IOException e) {
      console.warn("cannot send: " + Formats.oneLine(e));
    }
  }
}
