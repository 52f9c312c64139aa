package org.llsocket.programs;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.llsocket.AF;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.message.Message;
import org.llsocket.option.IP;
import org.llsocket.option.SO;
import org.llsocket.poll.Epoll;

/**
 * A conversation in which no call has to wait, for {@link SystemCallsTest}: call by call that of
 * its program in C. The second time stands between the last two of three calls that fail, which the
 * test finds.
 */
public final class ConversationProgram {
  private static final int SOL_SOCKET = 1;
  private static final int MARK = 9999;

  private final MemorySegment bytes = Arena.global().allocate(64);
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64);
  private final SockAddrBuffer from = new SockAddrBuffer();
  private final Message message = new Message().controlCapacity(256).buffers(bytes).name(from);
  private final Socket marked = Socket.open(AF.INET, SOCK.DGRAM);
  private final Epoll<Socket> epoll = Epoll.open();

  private ConversationProgram() throws IOException {}

  public static void main(String[] args) throws IOException {
    var program = new ConversationProgram();
    program.talk(); // so that classes are loaded, and scratch memory is there
    program.mark();
    program.mark();
    program.talk();
    program.mark();
  }

  private void mark() throws IOException {
    try {
      marked.getsockopt(SOL_SOCKET, MARK, bytes);
    } catch (ErrnoException _) { // there is no such option
    }
  }

  private void talk() throws IOException {
    stream();
    datagrams();
    connection();
  }

  private void stream() throws IOException {
    Socket.Pair pair = Socket.pair(SOCK.STREAM);
    Socket first = pair.first();
    Socket second = pair.second();
    first.set(SO.SNDBUF, 65536);
    check(first.get(SO.SNDBUF) > 0);
    check(first.send(bytes) == 64);
    check(second.recv(buffer.clear()) == 64);
    check(first.write(buffer.flip(), ByteBuffer.allocate(1)) == 65);
    check(second.read(buffer.clear(), ByteBuffer.allocate(1)) == 65);
    check(first.send(bytes, MSG.DONTWAIT) == 64);
    epoll.add(second, Epoll.IN, second);
    check(epoll.await((_, _, _) -> {}, Duration.ZERO) == 1);
    epoll.delete(second);
    check(second.recv(bytes) == 64);
    check(second.recv(bytes, MSG.DONTWAIT) == Socket.AGAIN);
    second.nonblock(true);
    check(second.recv(bytes) == Socket.AGAIN);
    first.close();
    check(second.recv(bytes) == Socket.EOF);
    second.close();
  }

  private void datagrams() throws IOException {
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      socket.bind(SockAddr.inet("127.0.0.1", 0));
      SockAddr self = socket.getsockname();
      check(socket.sendto(bytes, self) == 64);
      check(socket.recvfrom(bytes, from) == 64);
      socket.set(IP.RECVTTL, true);
      check(socket.sendmsg(message.name(self), 0) == 64);
      check(socket.recvmsg(message.name(from), 0) == 64 && message.control().ttl() > 0);
    }
  }

  private void connection() throws IOException {
    try (Socket listener = Socket.open(AF.INET, SOCK.STREAM)) {
      listener.bind(SockAddr.inet("127.0.0.1", 0));
      listener.listen(1);
      SockAddr address = listener.getsockname();
      try (Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
        check(client.connect(address) == 0);
        Socket server = Objects.requireNonNull(listener.accept(from));
        client.shutdown(SHUT.WR);
        check(server.recv(bytes) == Socket.EOF);
        server.close();
      }
    }
  }

  private static void check(boolean holds) throws IOException {
    if (!holds) {
      throw new IOException("not the result that was expected");
    }
  }
}
