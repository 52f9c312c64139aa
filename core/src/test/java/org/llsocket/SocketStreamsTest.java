package org.llsocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.llsocket.SocketTest.assertErrno;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.IllegalBlockingModeException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.option.Linger;
import org.llsocket.option.SO;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Loopback;

/** The streams of a socket, by the contract of those of java.net.Socket. */
@ExtendWith(LeakCheck.class)
class SocketStreamsTest {
  private static final Duration BRIEF = Duration.ofMillis(20);

  private static <T> Blocked<T> start(boolean virtual, Callable<T> call) {
    return virtual ? Blocked.startVirtual(call) : Blocked.start(call);
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static Blocked<Integer> starting(boolean virtual, Writing writing) {
    return start(
        virtual,
        () -> {
          writing.run();
          return 0;
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void streams_moreThanTheSocketHolds_arriveWhole(boolean virtual) throws Exception {
    var sent = new byte[3_000_001];
    new Random(1).nextBytes(sent);
    try (Socket.Pair pair = Loopback.tcp(AF.INET);
        InputStream in = pair.second().toInputStream()) {
      OutputStream out = pair.first().toOutputStream();
      var writing =
          starting(
              virtual,
              () -> {
                out.write(sent[0]);
                out.write(sent, 1, sent.length - 1);
                out.write(sent, 0, 0);
                out.flush();
                pair.first().shutdown(SHUT.WR);
              });
      var reading =
          start(
              virtual,
              () -> {
                var received = new ByteArrayOutputStream();
                received.write(in.read());
                received.write(in.readNBytes(1000));
                in.transferTo(received);
                return received.toByteArray();
              });
      assertThat(reading.get()).isEqualTo(sent);
      writing.get();
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[9])).isEqualTo(-1);
      assertThat(in.available()).isZero();
    }
  }

  @Test
  void read_partOfAnArray_leavesTheRest() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      InputStream in = pair.second().toInputStream();
      pair.first().send(ByteBuffer.wrap("abcdef".getBytes(US_ASCII)));
      byte[] buffer = "......".getBytes(US_ASCII);
      assertThat(in.read(buffer, 2, 3)).isEqualTo(3);
      assertThat(buffer).asString(US_ASCII).isEqualTo("..abc.");
      assertThat(in.available()).isEqualTo(3);
      assertThat(in.read(buffer, 0, 0)).isZero();
      assertThat(in.skip(2)).isEqualTo(2);
      assertThat(in.read()).isEqualTo('f');
      pair.first().send(ByteBuffer.wrap(new byte[] {(byte) 0xff}));
      assertThat(in.read()).isEqualTo(0xff);
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> in.read(buffer, 5, 2));
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> pair.first().toOutputStream().write(buffer, -1, 2));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void read_timeout_canBeReadOn(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      InputStream in = pair.second().toInputStream();
      pair.second().set(SO.RCVTIMEO, BRIEF);
      assertThat(start(virtual, in::read).thrown())
          .isExactlyInstanceOf(SocketTimeoutException.class)
          .hasMessage("Read timed out");
      pair.first().send(ByteBuffer.wrap(new byte[] {7}));
      assertThat(start(virtual, in::read).get()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void write_timeout_saysHowMuchWasSent(boolean virtual) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      OutputStream out = pair.first().toOutputStream();
      pair.first().set(SO.SNDTIMEO, BRIEF);
      Throwable thrown = starting(virtual, () -> out.write(new byte[4_000_000])).thrown();
      assertThat(thrown)
          .isExactlyInstanceOf(SocketTimeoutException.class)
          .hasMessage("Write timed out");
      int sent = ((InterruptedIOException) thrown).bytesTransferred;
      assertThat(sent).isPositive().isLessThan(4_000_000);
      pair.first().shutdown(SHUT.WR);
      assertThat(pair.second().toInputStream().readAllBytes()).hasSize(sent);
    }
  }

  @Test
  void streams_nonblockingSocket_areIllegalBlockingMode() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM.nonblock())) {
      assertThatExceptionOfType(IllegalBlockingModeException.class)
          .isThrownBy(() -> pair.first().toInputStream().read());
      assertThatExceptionOfType(IllegalBlockingModeException.class)
          .isThrownBy(() -> pair.first().toOutputStream().write(1));
      assertThat(pair.first().toInputStream().available()).isZero();
    }
  }

  @Test
  void streams_datagramsOrPackets_areRefused() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.SEQPACKET)) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> pair.first().toInputStream())
          .withMessage("a socket of SOCK_SEQPACKET carries messages, not a stream of bytes");
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> pair.first().toOutputStream());
    }
  }

  @Test
  void close_either_closesTheSocket() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      InputStream in = pair.first().toInputStream();
      OutputStream out = pair.first().toOutputStream();
      in.close();
      in.close();
      assertThat(pair.first().isOpen()).isFalse();
      for (Writing closed :
          new Writing[] {in::read, in::available, () -> in.read(new byte[1]), () -> out.write(1)}) {
        assertThat(assertThrows(SocketException.class, closed::run)).hasMessage("Socket closed");
      }
      pair.second().toOutputStream().close();
      assertThat(pair.second().isOpen()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void read_closedMeanwhile_isSocketClosed(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      InputStream in = pair.first().toInputStream();
      var read = start(virtual, in::read);
      read.untilInKernel(pair.first().fd());
      in.close();
      assertThat(read.thrown())
          .isExactlyInstanceOf(SocketException.class)
          .hasMessage("Socket closed");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void read_interrupted_closesTheSocket(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      InputStream in = pair.first().toInputStream();
      var read = start(virtual, in::read);
      read.untilInKernel(pair.first().fd()).interrupt();
      assertThat(read.thrown())
          .isExactlyInstanceOf(SocketException.class)
          .hasMessage("Closed by interrupt");
      assertThat(pair.first().isOpen()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void write_interruptedAndKeptOpen_saysHowMuchWasSent(boolean virtual) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.first().onInterrupt(OnInterrupt.KEEP_OPEN);
      OutputStream out = pair.first().toOutputStream();
      var write = starting(virtual, () -> out.write(new byte[4_000_000]));
      write.untilInKernel(pair.first().fd()).interrupt();
      Throwable thrown = write.thrown();
      assertThat(thrown).isExactlyInstanceOf(InterruptedIOException.class);
      pair.first().shutdown(SHUT.WR);
      assertThat(pair.second().toInputStream().readAllBytes())
          .hasSize(((InterruptedIOException) thrown).bytesTransferred);
    }
  }

  @Test
  void halfClose_oneDirection_leavesTheOther() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      InputStream in = pair.second().toInputStream();
      pair.first().shutdown(SHUT.WR);
      assertThat(in.read()).isEqualTo(-1);
      pair.second().toOutputStream().write(5);
      assertThat(pair.first().toInputStream().read()).isEqualTo(5);
      assertErrno(Errno.EPIPE, () -> pair.first().toOutputStream().write(1));
    }
  }

  @Test
  void read_afterAReset_failsEachTime() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      InputStream in = pair.first().toInputStream();
      pair.second().set(SO.LINGER, new Linger(true, Duration.ZERO));
      pair.second().close();
      assertErrno(Errno.ECONNRESET, in::read);
      assertErrno(Errno.ECONNRESET, in::read);
      assertErrno(Errno.ECONNRESET, () -> in.read(new byte[9]));
    }
  }
}
