package org.llsocket.cli.relay;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.llsocket.MSG;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.cli.conversation.Handshake;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.proxy.ProxyHeader;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.SocketIo;

/** The senders of datagrams to one socket: each is a peer of its own. */
final class DatagramSource implements EndSource {
  private final Socket socket;
  private final SockAddr bound;
  private final int max;
  private final Console console;
  private final Map<SockAddr, DatagramSession> sessions = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<DatagramSession> arrived = new LinkedBlockingQueue<>();
  private volatile @Nullable IOException failure;
  private boolean full;

  /** Receives from at most {@code max} senders at a time; the datagrams of others are dropped. */
  DatagramSource(Socket socket, int max, Console console) throws IOException {
    this.socket = socket;
    this.max = max;
    this.console = console;
    bound = socket.getsockname();
    Thread.ofPlatform().daemon().name("datagrams").start(this::receive);
  }

  private void receive() {
    ByteBuffer buffer = ByteBuffer.allocate(SocketIo.BUFFER_SIZE);
    var sender = new SockAddrBuffer();
    try {
      while (true) {
        int n = socket.recvfrom(buffer.clear(), sender, MSG.TRUNC);
        int length = (int) SocketIo.requireProgress(n, "SO_RCVTIMEO");
        if (length > buffer.capacity()) {
          console.warn("a datagram of " + length + " bytes was truncated to " + buffer.capacity());
        }
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        SockAddr from = sender.length() == 0 ? SockAddr.unnamed() : sender.toSockAddr();
        DatagramSession session = sessions.get(from);
        if (session == null) {
          session = open(from);
        }
        if (session != null) {
          session.offer(bytes);
        }
      }
    } catch (IOException e) {
      failure = e;
      sessions.values().forEach(DatagramSession::close);
    }
  }

  private @Nullable DatagramSession open(SockAddr from) {
    if (sessions.size() >= max) {
      if (!full) {
        console.warn("dropping the datagrams of further senders: " + max + " senders already");
      }
      full = true;
      return null;
    }
    full = false;
    console.event("receiving from " + from);
    var session = new DatagramSession(socket, from, () -> sessions.remove(from));
    sessions.put(from, session);
    arrived.add(session);
    return session;
  }

  @Override
  public Arrival next(@Nullable Duration limit) throws IOException {
    try {
      long end = System.nanoTime() + (limit == null ? Long.MAX_VALUE / 2 : limit.toNanos());
      while (System.nanoTime() - end < 0) {
        DatagramSession session = arrived.poll(100, TimeUnit.MILLISECONDS);
        if (session != null) {
          var origin = new ProxyHeader(session.peer(), bound);
          return other -> new Handshake.Peer(session, origin);
        }
        IOException e = failure;
        if (e != null) {
          throw new IOException(Formats.oneLine(e), e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedChannelException();
    }
    throw new SocketTimeoutException("no datagram");
  }

  @Override
  public boolean isServer() {
    return true;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
