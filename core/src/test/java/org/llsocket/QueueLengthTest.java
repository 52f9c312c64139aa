package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llsocket.SocketTest.assertErrno;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.option.TCP;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Loopback;

/** SIOCINQ, SIOCOUTQ and SIOCOUTQNSD against bytes that the test has counted. */
@ExtendWith(LeakCheck.class)
class QueueLengthTest {
  @TempDir Path directory;

  private interface Length {
    int ask() throws IOException;
  }

  private static void await(int expected, Length length) {
    Blocked.until(
        expected + " bytes",
        () -> {
          try {
            return length.ask() == expected;
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count);
  }

  @Test
  void tcp_bytes_areCountedOnBothSides() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      Socket out = pair.first();
      Socket in = pair.second();
      assertThat(in.siocinq()).isZero();
      out.send(bytes(1000));
      out.send(bytes(234));
      await(1234, in::siocinq);
      in.recv(bytes(34));
      assertThat(in.siocinq()).isEqualTo(1200);
      await(0, out::siocoutq);
      assertThat(out.siocoutqnsd()).isZero();
    }
  }

  /** What is corked has not been sent; what the peer's full buffer keeps back neither. */
  @Test
  void tcp_bytesHeldBack_areNotSent() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      Socket out = pair.first();
      out.set(TCP.CORK, true);
      out.send(bytes(77));
      assertThat(out.siocoutq()).isEqualTo(77);
      assertThat(out.siocoutqnsd()).isEqualTo(77);
      out.set(TCP.CORK, false);
      await(77, pair.second()::siocinq);
      await(0, out::siocoutq);
      out.nonblock(true);
      long sent = 77;
      for (int n = 0; n >= 0; n = out.send(bytes(65536))) {
        sent += n;
      }
      long counted = sent;
      Blocked.until("every byte here or there", () -> inBoth(pair) == counted);
      assertThat(out.siocoutqnsd()).isPositive().isLessThanOrEqualTo(out.siocoutq());
    }
  }

  private static long inBoth(Socket.Pair pair) {
    try {
      return (long) pair.second().siocinq() + pair.first().siocoutq();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void udp_inq_isTheNextDatagram() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      for (int size : new int[] {3, 0, 500}) {
        pair.first().send(bytes(size));
      }
      Socket in = pair.second();
      await(3, in::siocinq);
      in.recv(bytes(9));
      assertThat(in.siocinq()).isZero();
      in.recv(bytes(9));
      assertThat(in.siocinq()).isEqualTo(500);
      assertThat(pair.first().siocoutq()).isZero();
      assertErrno(Errno.ENOTTY, in::siocoutqnsd);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5}) // SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET
  void unix_inq_isAllOrTheNextDatagram(int type) throws Exception {
    try (Socket.Pair pair = Socket.pair(new SOCK(type))) {
      Socket out = pair.first();
      assertThat(out.siocoutq()).isZero();
      out.send(bytes(3));
      int one = out.siocoutq();
      out.send(bytes(500));
      assertThat(pair.second().siocinq()).isEqualTo(type == 2 ? 3 : 503);
      assertThat(out.siocoutq()).as("with overhead").isGreaterThan(one).isGreaterThan(503);
      pair.second().recv(bytes(3));
      assertThat(pair.second().siocinq()).isEqualTo(500);
      pair.second().recv(bytes(999));
      assertThat(out.siocoutq()).isZero();
      assertErrno(Errno.ENOTTY, out::siocoutqnsd);
    }
  }

  @Test
  void noCount_throwsAndSaysWhich() throws Exception {
    try (Socket listener = Loopback.listener(AF.INET);
        Socket unix = Loopback.listener(SOCK.STREAM, directory.resolve("s"), 1)) {
      assertErrno(Errno.EINVAL, listener::siocinq);
      assertErrno(Errno.EINVAL, listener::siocoutq);
      assertErrno(Errno.EINVAL, listener::siocoutqnsd);
      assertThatThrownBy(unix::siocinq)
          .hasMessage("ioctl(fd=%d, SIOCINQ): EINVAL (Invalid argument)", unix.fd());
      Socket closed = unix.dup();
      closed.close();
      assertThatThrownBy(closed::siocinq).isExactlyInstanceOf(ClosedChannelException.class);
    }
  }
}
