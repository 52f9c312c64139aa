package org.llsocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.llsocket.SocketTest.assertErrno;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.option.SO;
import org.llsocket.poll.Poll;
import org.llsocket.testing.Loopback;

/** Unix sockets that keep records: SOCK_SEQPACKET and SOCK_DGRAM. */
@ExtendWith(LeakCheck.class)
class UnixMessageTest {
  @TempDir Path directory;

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  private static String recv(Socket socket, int target) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(target);
    int n = socket.recv(buffer);
    return n < 0 ? String.valueOf(n) : US_ASCII.decode(buffer.flip()).toString();
  }

  private static void end(Socket socket) throws IOException {
    socket.close();
  }

  @Test
  void seqpacket_records_areCutNotJoined() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.SEQPACKET)) {
      pair.first().send(text("first"));
      pair.first().send(text("second"), MSG.EOR);
      assertThat(recv(pair.second(), 3)).isEqualTo("fir");
      assertThat(pair.second().recv(ByteBuffer.allocate(2), MSG.TRUNC | MSG.PEEK)).isEqualTo(6);
      assertThat(recv(pair.second(), 99)).isEqualTo("second");
    }
  }

  /** Linux returns 0 both for an empty packet and at the end: RDHUP distinguishes them. */
  @Test
  void seqpacket_emptyPacketAndEnd_areDistinguishedByPoll() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.SEQPACKET)) {
      var poll = new Poll();
      poll.add(pair.second(), Poll.IN | Poll.RDHUP);
      pair.first().send(text(""));
      assertThat(poll.poll()).isOne();
      assertThat(poll.revents(0)).isEqualTo(Poll.IN);
      assertThat(recv(pair.second(), 9)).isEqualTo(String.valueOf(Socket.EOF));
      pair.first().send(text("after"));
      assertThat(recv(pair.second(), 9)).isEqualTo("after");
      pair.first().shutdown(SHUT.WR);
      assertThat(poll.poll()).isOne();
      assertThat(poll.revents(0)).isEqualTo(Poll.IN | Poll.RDHUP);
      assertThat(recv(pair.second(), 9)).isEqualTo(String.valueOf(Socket.EOF));
    }
  }

  @Test
  void seqpacket_listenerOfThreeConnections_keepsThemApart() throws Exception {
    Path path = directory.resolve("s");
    try (Socket listener = Loopback.listener(SOCK.SEQPACKET, path, 4);
        Socket client = Socket.open(AF.UNIX, SOCK.SEQPACKET)) {
      client.connect(SockAddr.unix(path));
      try (Socket server = Loopback.accept(listener)) {
        client.send(text("ask"));
        assertThat(recv(server, 9)).isEqualTo("ask");
        server.send(text("answer"));
        end(client);
        assertErrno(Errno.ECONNRESET, () -> recv(server, 9)); // the answer was not read
        assertThat(recv(server, 9)).isEqualTo(String.valueOf(Socket.EOF));
      }
    }
  }

  @Test
  void dgram_emptyAndConnected_areDatagrams() throws Exception {
    SockAddr first = SockAddr.unix(directory.resolve("1"));
    SockAddr second = SockAddr.unix(directory.resolve("2"));
    try (Socket a = Socket.open(AF.UNIX, SOCK.DGRAM);
        Socket b = Socket.open(AF.UNIX, SOCK.DGRAM);
        Socket stranger = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      a.bind(first);
      b.bind(second);
      assertErrno(Errno.ENOTCONN, () -> a.send(text("x")));
      a.connect(second);
      assertThat(a.send(text(""))).isZero();
      assertThat(recv(b, 9)).isEmpty();
      assertErrno(Errno.EPERM, () -> stranger.sendto(text("x"), first)); // a receives from b only
      b.sendto(text("yes"), first);
      assertThat(recv(a, 9)).isEqualTo("yes");
      end(b);
      assertErrno(Errno.ECONNREFUSED, () -> a.send(text("x"))); // once, as the peer is forgotten
      assertErrno(Errno.ENOTCONN, () -> a.send(text("x")));
    }
  }

  /** An address of no name has the kernel choose: five hexadecimal digits, abstract. */
  @Test
  void autobind_connectAndPasscred_chooseAName() throws Exception {
    try (Socket bound = Socket.open(AF.UNIX, SOCK.DGRAM);
        Socket sender = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      bound.bind(SockAddr.unnamed());
      assertThat(name(bound)).matches("[0-9a-f]{5}");
      assertErrno(Errno.EINVAL, () -> bound.bind(SockAddr.unix(directory.resolve("again"))));
      sender.set(SO.PASSCRED, true);
      assertThat(sender.getsockname().abstractName()).isNull();
      sender.connect(bound.getsockname());
      assertThat(name(sender)).matches("[0-9a-f]{5}").isNotEqualTo(name(bound));
      sender.send(text("x"));
      var from = new SockAddrBuffer();
      assertThat(bound.recvfrom(ByteBuffer.allocate(1), from)).isOne();
      assertThat(from.toSockAddr()).isEqualTo(sender.getsockname());
    }
  }

  private static String name(Socket socket) throws IOException {
    return new String(Objects.requireNonNull(socket.getsockname().abstractName()), US_ASCII);
  }
}
