package org.llsocket.cli;

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

/** Serves those who send datagrams to a bound socket. */
final class DatagramServer {
  private final Socket socket;
  private final Tally tally;
  private final Messages messages;
  private final @Nullable Duration idleLimit;
  private volatile @Nullable SockAddr lastSender;

  DatagramServer(Socket socket, Tally tally, Messages messages, @Nullable Duration idleLimit) {
    this.socket = socket;
    this.tally = tally;
    this.messages = messages;
    this.idleLimit = idleLimit;
  }

  /** Talks with whoever sends first, and takes nothing from others after that. */
  void serveOne(Input input) throws IOException {
    var sender = new SockAddrBuffer();
    Input.moved(
        socket.recvfrom(MemorySegment.ofArray(new byte[1]), sender, MSG.PEEK), "SO_RCVTIMEO");
    tally.restart();
    if (hasName(sender)) {
      socket.connect(sender);
      new Conversation(socket, tally, messages, idleLimit).run(input);
    } else {
      messages.complain("the sender has no name, so nothing can be sent to it");
      Duration limit = idleLimit == null ? Conversation.LAST_SILENCE : idleLimit;
      new Conversation(socket, tally, messages, limit).run(null);
    }
  }

  /** Takes from all, until the process is told to end or nothing has come for long enough. */
  void serveAll(InputStream in, int chunkSize) throws IOException {
    byte[] chunk = new byte[Conversation.CHUNK];
    MemorySegment target = MemorySegment.ofArray(chunk);
    var sender = new SockAddrBuffer();
    try (var _ = new IdleTimer(socket, tally, idleLimit)) {
      while (true) {
        int n = socket.recvfrom(target, sender, MSG.TRUNC);
        int length = (int) Input.moved(n, "SO_RCVTIMEO");
        noteSender(sender, in, chunkSize); // first: whoever reads the data may answer at once
        messages.data(chunk, length, tally);
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
    messages.say(sender + " sends");
    if (last == null) {
      Thread.ofPlatform().daemon().name("answers").start(() -> answer(in, new byte[chunkSize]));
    }
  }

  private static boolean hasName(SockAddrBuffer sender) {
    return sender.length() > 0 && !sender.isUnnamed();
  }

  /** Sends what the input gives to whoever has sent last. */
  private void answer(InputStream in, byte[] chunk) {
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        SockAddr to = lastSender;
        if (to != null) {
          tally.sent(socket.sendto(MemorySegment.ofArray(chunk).asSlice(0, n), to));
        }
      }
    } catch (IOException e) {
      messages.complain("sending: " + Main.oneLine(e));
    }
  }
}
