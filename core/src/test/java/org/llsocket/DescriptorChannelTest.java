package org.llsocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.llsocket.SocketTest.assertErrno;

import java.io.BufferedReader;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.NotYetConnectedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.option.SO;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Loopback;

/** A descriptor by the contract of the JDK's channels. */
@ExtendWith(LeakCheck.class)
class DescriptorChannelTest {
  @TempDir Path directory;

  private static ByteBuffer wrap(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  private static String text(ByteBuffer filled) {
    return US_ASCII.decode(filled.duplicate().flip()).toString();
  }

  private static <T> Blocked<T> start(boolean virtual, Callable<T> call) {
    return virtual ? Blocked.startVirtual(call) : Blocked.start(call);
  }

  @Test
  void streams_ofTheJdk_readAndWriteThroughIt() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET);
        var writer = Channels.newWriter(pair.first().toByteChannel(), US_ASCII);
        var reader =
            new BufferedReader(Channels.newReader(pair.second().toByteChannel(), US_ASCII))) {
      writer.write("one\ntwo\n");
      writer.flush();
      pair.first().shutdown(SHUT.WR);
      assertThat(reader.lines()).containsExactly("one", "two");
    }
  }

  @Test
  void read_end_isMinusOneEachTime() throws Exception {
    Path path = Files.writeString(directory.resolve("f"), "ab");
    try (Descriptor file = Descriptor.openFile(path);
        DescriptorChannel channel = file.toByteChannel()) {
      ByteBuffer buffer = ByteBuffer.allocate(9);
      assertThat(channel.read(buffer)).isEqualTo(2);
      assertThat(channel.read(buffer)).isEqualTo(-1);
      assertThat(channel.read(new ByteBuffer[] {buffer})).isEqualTo(-1);
      assertThat(text(buffer)).isEqualTo("ab");
      assertThat(channel).hasToString("DescriptorChannel[" + file + "]");
    }
  }

  @Test
  void transfer_wouldWaitOnNonblocking_isZero() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM.nonblock())) {
      var channel = pair.first().toByteChannel();
      ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
      assertThat(channel.read(buffer)).isZero();
      assertThat(channel.read(new ByteBuffer[] {buffer})).isZero();
      assertThat(channel.write(buffer)).isPositive();
      while (channel.write(buffer.clear()) > 0) {
        Thread.onSpinWait();
      }
      assertThat(channel.write(new ByteBuffer[] {buffer.clear()})).isZero();
      assertThat(buffer.position()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void transfer_timeoutOfTheKernel_isSocketTimeout(boolean virtual) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      var channel = pair.first().toByteChannel();
      Loopback.fill(pair.first());
      pair.first().set(SO.RCVTIMEO, Duration.ofMillis(20)).set(SO.SNDTIMEO, Duration.ofMillis(20));
      assertThat(start(virtual, () -> channel.read(ByteBuffer.allocate(1))).thrown())
          .isExactlyInstanceOf(SocketTimeoutException.class);
      assertThat(start(virtual, () -> channel.write(ByteBuffer.allocate(1))).thrown())
          .isExactlyInstanceOf(SocketTimeoutException.class);
      assertThat(channel.isOpen()).isTrue();
    }
  }

  @Test
  void transfer_nothingToMove_isZeroAndTakesNoDatagram() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      var channel = pair.second().toByteChannel();
      pair.first().send(wrap("x"));
      assertThat(channel.read(ByteBuffer.allocate(0))).isZero();
      assertThat(channel.read(new ByteBuffer[] {ByteBuffer.allocate(0)})).isZero();
      assertThat(channel.read(new ByteBuffer[0])).isZero();
      assertThat(channel.write(ByteBuffer.allocate(0))).isZero();
      assertThat(channel.write(new ByteBuffer[0])).isZero();
      ByteBuffer buffer = ByteBuffer.allocate(9);
      assertThat(channel.read(buffer)).isEqualTo(1);
      pair.second().nonblock(true);
      assertThat(channel.read(buffer)).isZero();
    }
  }

  @Test
  void vectors_partOfAnArray_moveInOrder() throws Exception {
    try (Pipe pipe = Pipe.open()) {
      ByteBuffer[] out = {wrap("no"), wrap("ab"), ByteBuffer.allocateDirect(0), wrap("c")};
      assertThat(pipe.writer().toByteChannel().write(out, 1, 3)).isEqualTo(3);
      assertThat(out[0].remaining()).isEqualTo(2);
      ByteBuffer[] in = {ByteBuffer.allocate(1), ByteBuffer.allocate(1), ByteBuffer.allocate(9)};
      assertThat(pipe.reader().toByteChannel().read(in, 1, 2)).isEqualTo(3);
      assertThat(text(in[0]) + text(in[1]) + text(in[2])).isEqualTo("abc");
    }
  }

  @Test
  void vectors_moreBuffersThanOneCallTakes_moveTheFirstThatAreNotEmpty() throws Exception {
    try (Pipe pipe = Pipe.open()) {
      var buffers = new ByteBuffer[3000];
      Arrays.setAll(buffers, i -> ByteBuffer.allocate(i < 1500 ? 0 : 1));
      assertThat(pipe.writer().toByteChannel().write(buffers)).isEqualTo(1024);
      assertThat(pipe.writer().toByteChannel().write(buffers)).isEqualTo(476);
      assertThat(pipe.writer().toByteChannel().write(buffers)).isZero();
    }
  }

  @Test
  void arguments_bad_areRefused() throws Exception {
    try (Pipe pipe = Pipe.open()) {
      var channel = pipe.reader().toByteChannel();
      ByteBuffer readOnly = ByteBuffer.allocate(1).asReadOnlyBuffer();
      ByteBuffer[] one = {readOnly};
      assertThatIllegalArgumentException().isThrownBy(() -> channel.read(readOnly));
      assertThatIllegalArgumentException().isThrownBy(() -> channel.read(one));
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> channel.read(one, 1, 1));
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> channel.write(one, -1, 1));
    }
  }

  @Test
  void transfer_notOpenForIt_isTheJdksException() throws Exception {
    try (Pipe pipe = Pipe.open()) {
      assertThatExceptionOfType(NonWritableChannelException.class)
          .isThrownBy(() -> pipe.reader().toByteChannel().write(wrap("x")))
          .withCauseInstanceOf(ErrnoException.class);
      assertThatExceptionOfType(NonWritableChannelException.class)
          .isThrownBy(() -> pipe.reader().toByteChannel().write(new ByteBuffer[] {wrap("x")}));
      assertThatExceptionOfType(NonReadableChannelException.class)
          .isThrownBy(() -> pipe.writer().toByteChannel().read(ByteBuffer.allocate(1)));
      ByteBuffer[] buffers = {ByteBuffer.allocate(1)};
      assertThatExceptionOfType(NonReadableChannelException.class)
          .isThrownBy(() -> pipe.writer().toByteChannel().read(buffers));
    }
  }

  @Test
  void transfer_noPeer_isNotYetConnected() throws Exception {
    try (Socket tcp = Socket.open(AF.INET, SOCK.STREAM);
        Socket udp = Socket.open(AF.INET, SOCK.DGRAM)) {
      assertThatExceptionOfType(NotYetConnectedException.class)
          .isThrownBy(() -> tcp.toByteChannel().read(ByteBuffer.allocate(1)));
      assertThatExceptionOfType(NotYetConnectedException.class)
          .isThrownBy(() -> udp.toByteChannel().write(wrap("x")));
    }
  }

  @Test
  void write_peerGone_isTheErrno() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.second().close();
      assertErrno(Errno.EPIPE, () -> pair.first().toByteChannel().write(wrap("x")));
    }
  }

  @Test
  void close_either_closesBoth() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      var channel = pair.first().toByteChannel();
      channel.close();
      channel.close();
      assertThat(pair.first().isOpen()).isFalse();
      assertThatExceptionOfType(ClosedChannelException.class)
          .isThrownBy(() -> channel.read(ByteBuffer.allocate(0)));
      assertThatExceptionOfType(ClosedChannelException.class)
          .isThrownBy(() -> channel.write(new ByteBuffer[0]));
      var other = pair.second().toByteChannel();
      pair.second().close();
      assertThat(other.isOpen()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void close_duringARead_isAsynchronousClose(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      var channel = pair.first().toByteChannel();
      var read = start(virtual, () -> channel.read(ByteBuffer.allocate(1)));
      read.untilInKernel(pair.first().fd());
      channel.close();
      assertThat(read.thrown()).isExactlyInstanceOf(AsynchronousCloseException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void interrupt_duringARead_closesUnlessKeptOpen(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      var channel = pair.first().toByteChannel();
      var read = start(virtual, () -> channel.read(ByteBuffer.allocate(1)));
      read.untilInKernel(pair.first().fd()).interrupt();
      assertThat(read.thrown()).isExactlyInstanceOf(ClosedByInterruptException.class);
      assertThat(channel.isOpen()).isFalse();
    }
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      pair.first().onInterrupt(OnInterrupt.KEEP_OPEN);
      var channel = pair.first().toByteChannel();
      var read = start(virtual, () -> channel.read(ByteBuffer.allocate(1)));
      read.untilInKernel(pair.first().fd()).interrupt();
      assertThat(read.thrown()).isExactlyInstanceOf(InterruptedIOException.class);
      assertThat(channel.isOpen()).isTrue();
    }
  }

  @Test
  void read_twoThreads_oneAfterTheOther() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      var channel = pair.first().toByteChannel();
      var first = Blocked.start(() -> channel.read(ByteBuffer.allocate(1)));
      first.untilInKernel(pair.first().fd());
      var second = Blocked.startVirtual(() -> channel.read(new ByteBuffer[] {wrap("z")}));
      second.untilParked();
      pair.second().send(wrap("ab"));
      assertThat(first.get()).isEqualTo(1);
      assertThat(second.get()).isEqualTo(1);
    }
  }
}
