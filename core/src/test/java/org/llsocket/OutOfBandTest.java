package org.llsocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.llsocket.SocketTest.assertErrno;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llsocket.option.SO;
import org.llsocket.poll.Epoll;
import org.llsocket.poll.Poll;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Loopback;

/** The urgent byte of TCP and of Unix streams, and how it is found without a signal. */
@ExtendWith(LeakCheck.class)
class OutOfBandTest {
  enum Kind {
    TCP {
      @Override
      Socket.Pair pair() throws IOException {
        return Loopback.tcp(AF.INET);
      }
    },
    TCP6 {
      @Override
      Socket.Pair pair() throws IOException {
        Capability.IPV6_LOOPBACK.require();
        return Loopback.tcp(AF.INET6);
      }
    },
    UNIX_STREAM {
      @Override
      Socket.Pair pair() throws IOException {
        Capability.UNIX_OOB.require();
        return Socket.pair(SOCK.STREAM);
      }
    };

    abstract Socket.Pair pair() throws IOException;
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  private static String recv(Socket socket, int flags) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(99);
    socket.recv(buffer, flags);
    return US_ASCII.decode(buffer.flip()).toString();
  }

  private static void awaitUrgent(Socket socket) throws IOException {
    var poll = new Poll();
    poll.add(socket, Poll.PRI);
    assertThat(poll.poll(Blocked.DEADLINE)).isOne();
    assertThat(poll.revents(0)).isEqualTo(Poll.PRI);
  }

  /** The poll waits for the urgent byte alone, while others are there to be read. */
  @ParameterizedTest
  @EnumSource
  void poll_urgentByte_isPri(Kind kind) throws Exception {
    try (Socket.Pair pair = kind.pair()) {
      Socket in = pair.second();
      pair.first().send(text("ab"));
      assertThat(in.awaitReadable(Blocked.DEADLINE)).isTrue();
      var poll = new Poll();
      poll.add(in, Poll.PRI);
      var waits = Blocked.start(() -> poll.poll(Blocked.DEADLINE));
      Blocked.until("a poll", Blocked::isInPoll);
      assertThat(pair.first().send(text("!"), MSG.OOB)).isOne();
      assertThat(waits.get()).isOne();
      assertThat(poll.revents(0)).isEqualTo(Poll.PRI);
      assertThat(recv(in, MSG.OOB)).isEqualTo("!");
      assertThat(in.atmark()).isFalse();
      assertThat(recv(in, 0)).isEqualTo("ab");
      assertErrno(Errno.EINVAL, () -> recv(in, MSG.OOB));
    }
  }

  @ParameterizedTest
  @EnumSource
  void epoll_urgentByte_isPri(Kind kind) throws Exception {
    try (Socket.Pair pair = kind.pair();
        Epoll<String> epoll = Epoll.open()) {
      epoll.add(pair.second(), Epoll.PRI, "urgent");
      List<String> reported = new ArrayList<>();
      var waits =
          Blocked.start(() -> epoll.await((_, events, name) -> reported.add(name + events)));
      pair.first().send(text("a!"), MSG.OOB);
      assertThat(waits.get()).isOne();
      assertThat(reported).containsExactly("urgent" + Epoll.PRI);
      assertThat(recv(pair.second(), MSG.OOB)).isEqualTo("!");
    }
  }

  /**
   * A receive stops at the mark, so that the bytes before it can be distinguished from those behind
   * it.
   */
  @ParameterizedTest
  @EnumSource
  void mark_inlineByte_startsWhatIsReadNext(Kind kind) throws Exception {
    try (Socket.Pair pair = kind.pair()) {
      Socket in = pair.second();
      in.set(SO.OOBINLINE, true);
      pair.first().send(text("ab"));
      pair.first().send(text("!"), MSG.OOB);
      pair.first().send(text("cd"));
      awaitUrgent(in);
      Blocked.until("all five", () -> queued(in) == 5);
      assertThat(in.atmark()).isFalse();
      assertThat(recv(in, 0)).isEqualTo("ab");
      assertThat(in.atmark()).isTrue();
      assertThat(recv(in, 0)).isEqualTo("!cd");
      assertThat(in.atmark()).isFalse();
      assertErrno(Errno.EINVAL, () -> recv(in, MSG.OOB));
    }
  }

  private static int queued(Socket socket) {
    try {
      return socket.siocinq();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A second urgent byte makes the first an ordinary one. */
  @ParameterizedTest
  @EnumSource
  void second_urgentByte_takesTheMark(Kind kind) throws Exception {
    try (Socket.Pair pair = kind.pair()) {
      Socket in = pair.second();
      pair.first().send(text("a1"), MSG.OOB);
      awaitUrgent(in);
      pair.first().send(text("b2"), MSG.OOB);
      Blocked.until("the second", () -> peeked(in).equals("2"));
      assertThat(recv(in, MSG.OOB)).isEqualTo("2");
      assertThat(recv(in, 0)).isEqualTo("a1b");
      assertThat(in.atmark()).isTrue();
    }
  }

  private static String peeked(Socket socket) {
    try {
      return recv(socket, MSG.OOB | MSG.PEEK);
    } catch (IOException notYet) {
      return "";
    }
  }
}
