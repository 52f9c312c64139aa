package org.llsocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llsocket.SocketTest.assertErrno;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Libc;
import org.llsocket.testing.Loopback;

@ExtendWith(LeakCheck.class)
class DescriptorSendfileTest {
  @TempDir Path directory;
  private Path file = Path.of("");

  /** The three things a file can be. */
  enum Source {
    DESCRIPTOR {
      @Override
      long send(Socket socket, Path path, long offset, long count) throws IOException {
        try (Descriptor descriptor = Descriptor.openFile(path)) {
          long n = socket.sendfile(descriptor, offset, count);
          assertThat(descriptor.read(ByteBuffer.allocate(1))).as("the file's own position").isOne();
          return n;
        }
      }
    },
    PATH {
      @Override
      long send(Socket socket, Path path, long offset, long count) throws IOException {
        return socket.sendfile(path, offset, count);
      }
    },
    FILE_CHANNEL {
      @Override
      long send(Socket socket, Path path, long offset, long count) throws IOException {
        try (FileChannel channel = FileChannel.open(path, READ)) {
          long n = socket.sendfile(channel, offset, count);
          assertThat(channel.position()).isZero();
          return n;
        }
      }
    };

    abstract long send(Socket socket, Path path, long offset, long count) throws IOException;
  }

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("file"), "0123456789");
  }

  private static String received(Socket socket) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(99);
    socket.recv(buffer);
    return US_ASCII.decode(buffer.flip()).toString();
  }

  @ParameterizedTest
  @EnumSource
  void range_inside_isSent(Source source) throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      assertThat(source.send(pair.first(), file, 0, 10)).isEqualTo(10);
      assertThat(received(pair.second())).isEqualTo("0123456789");
      assertThat(source.send(pair.first(), file, 3, 4)).isEqualTo(4);
      assertThat(received(pair.second())).isEqualTo("3456");
    }
  }

  @ParameterizedTest
  @EnumSource
  void range_pastTheEnd_isWhatThereIs(Source source) throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      assertThat(source.send(pair.first(), file, 8, Long.MAX_VALUE)).isEqualTo(2);
      assertThat(received(pair.second())).isEqualTo("89");
      assertThat(source.send(pair.first(), file, 8, 1L << 40)).isEqualTo(2);
      assertThat(received(pair.second())).isEqualTo("89");
      assertThat(source.send(pair.first(), file, 10, 5)).isZero();
      assertThat(source.send(pair.first(), file, 11, 5)).isZero();
      assertThat(source.send(pair.first(), file, 0, 0)).isZero();
    }
  }

  /** The kernel makes these files up; they say that they have 0 bytes, or 4096. */
  @ParameterizedTest
  @CsvSource({
    "PATH, /proc/self/personality",
    "FILE_CHANNEL, /proc/self/personality",
    "PATH, /proc/sys/kernel/random/boot_id",
    "FILE_CHANNEL, /proc/sys/kernel/random/boot_id",
    "PATH, /sys/class/net/lo/address",
    "FILE_CHANNEL, /sys/class/net/lo/address",
  })
  void file_withoutASize_isSentWhole(Source source, Path made) throws Exception {
    String content = Files.readString(made);
    assertThat(content).hasSizeGreaterThan(7);
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      assertThat(source.send(pair.first(), made, 0, Long.MAX_VALUE)).isEqualTo(content.length());
      assertThat(received(pair.second())).isEqualTo(content);
      assertThat(source.send(pair.first(), made, 2, 5)).isEqualTo(5);
      assertThat(received(pair.second())).isEqualTo(content.substring(2, 7));
      assertThat(source.send(pair.first(), made, content.length(), 5)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void file_withoutASizeToAPipe_isSentWhole(boolean virtual) throws Exception {
    Path made = Path.of("/proc/self/personality");
    String content = Files.readString(made);
    try (Pipe pipe = Pipe.open()) {
      Callable<Long> call = () -> pipe.writer().sendfile(made, 0, 200_000);
      assertThat((virtual ? Blocked.startVirtual(call) : Blocked.start(call)).get())
          .isEqualTo(content.length());
      ByteBuffer got = ByteBuffer.allocate(99);
      assertThat(pipe.reader().read(got)).isPositive();
      assertThat(US_ASCII.decode(got.flip()).toString()).isEqualTo(content);
    }
  }

  @Test
  void ownPosition_moves() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Descriptor descriptor = Descriptor.openFile(file)) {
      assertThat(pair.first().sendfile(descriptor, 4)).isEqualTo(4);
      assertThat(received(pair.second())).isEqualTo("0123");
      assertThat(pair.first().sendfile(descriptor, 99)).isEqualTo(6);
      assertThat(pair.first().sendfile(descriptor, 1)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void fullSocket_isPartThenAgain(Source source) throws Exception {
    Path large = directory.resolve("large");
    try (FileChannel channel = FileChannel.open(large, CREATE_NEW, WRITE, SPARSE)) {
      channel.write(ByteBuffer.wrap(new byte[1]), 32 << 20);
    }
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.first().nonblock(true);
      assertThat(source.send(pair.first(), large, 0, 32 << 20)).isBetween(1L, (32L << 20) - 1);
      Loopback.fill(pair.first());
      pair.first().nonblock(true);
      assertThat(source.send(pair.first(), large, 0, 32 << 20)).isEqualTo(Socket.AGAIN);
    }
  }

  @ParameterizedTest
  @EnumSource
  void peerGone_throws(Source source) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.second().close();
      assertErrno(Errno.EPIPE, () -> source.send(pair.first(), file, 0, 10));
    }
    try (Socket unconnected = Socket.open(AF.UNIX, SOCK.STREAM)) {
      assertErrno(Errno.ENOTCONN, () -> source.send(unconnected, file, 0, 10));
    }
  }

  @Test
  void notMappable_isEinval() throws Exception {
    int[] ends = Libc.pipe();
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Descriptor in = Descriptor.adopt(ends[0]);
        Descriptor out = Descriptor.adopt(ends[1])) {
      out.write(ByteBuffer.allocate(1));
      assertErrno(Errno.EINVAL, () -> pair.first().sendfile(pair.second(), 1));
      assertErrno(Errno.EINVAL, () -> pair.first().sendfile(pair.first(), 1));
      assertErrno(Errno.ESPIPE, () -> pair.first().sendfile(in, 0, 1));
      assertErrno(Errno.ENOENT, () -> pair.first().sendfile(directory.resolve("none"), 0, 1));
    }
  }

  @Test
  void closedFile_throws() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Descriptor descriptor = Descriptor.openFile(file);
      descriptor.close();
      assertThatThrownBy(() -> pair.first().sendfile(descriptor, 1))
          .isInstanceOf(ClosedChannelException.class);
      assertThat(pair.first().detach()).isNotNegative().satisfies(fd -> Libc.call("close", fd));
    }
  }

  /** Either end's close ends the call, on a platform thread and on a virtual one. */
  @ParameterizedTest
  @EnumSource
  void blocked_closedFromEitherSide_ends(Side side) throws Exception {
    Capability.SENDFILE_TO_FULL_UNIX_STREAM.require();
    for (boolean virtual : new boolean[] {false, true}) {
      try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
          Descriptor descriptor = Descriptor.openFile(file)) {
        Loopback.fill(pair.first());
        Blocked<Long> call =
            virtual
                ? Blocked.startVirtual(() -> pair.first().sendfile(descriptor, 0, 10))
                : Blocked.start(() -> pair.first().sendfile(descriptor, 0, 10));
        call.untilInKernel(pair.first().fd());
        (side == Side.SOCKET ? pair.first() : descriptor).close();
        assertThat(call.thrown()).isExactlyInstanceOf(AsynchronousCloseException.class);
        assertThat(pair.first().isOpen()).isEqualTo(side == Side.FILE);
      }
    }
  }

  enum Side {
    SOCKET,
    FILE
  }

  /**
   * More than one system call can move, and more than one window: the bytes at the seams arrive
   * where they belong.
   */
  @ParameterizedTest
  @EnumSource(names = {"DESCRIPTOR", "FILE_CHANNEL"})
  void over2GiB_isSentWhole(Source source) throws Exception {
    long offset = source == Source.DESCRIPTOR ? 0 : (1L << 31) - (70 << 20);
    long[] marks = {0, (1L << 31) - 4097, (1L << 31) - 1, 1L << 31, (1L << 31) + 4096, 0};
    long size = (1L << 31) + (3 << 20);
    marks[5] = size - 1;
    Path sparse = directory.resolve("sparse");
    try (FileChannel channel = FileChannel.open(sparse, CREATE_NEW, WRITE, SPARSE)) {
      for (int i = 0; i < marks.length; i++) {
        channel.write(ByteBuffer.wrap(new byte[] {(byte) (i + 1)}), marks[i]);
      }
    }
    var found = new TreeMap<Long, Byte>();
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      var call =
          Blocked.start(() -> {
            long n = source.send(pair.first(), sparse, offset, Long.MAX_VALUE);
            pair.first().shutdown(SHUT.WR);
            return n;
          });
      assertThat(receive(pair.second(), found)).isEqualTo(size - offset);
      assertThat(call.get()).isEqualTo(size - offset);
    }
    for (int i = 0; i < marks.length; i++) {
      if (marks[i] >= offset) {
        assertThat(found).containsEntry(marks[i] - offset, (byte) (i + 1));
      }
    }
    assertThat(found).hasSize((int) Arrays.stream(marks).filter(at -> at >= offset).count());
  }

  /** Reads to the end, and notes the bytes that are not 0. */
  private static long receive(Socket socket, Map<Long, Byte> found) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    MemorySegment zeros = MemorySegment.ofBuffer(ByteBuffer.allocateDirect(1 << 20));
    MemorySegment bytes = MemorySegment.ofBuffer(buffer);
    long at = 0;
    while (socket.recv(buffer) != Socket.EOF) {
      int n = buffer.position();
      long i = MemorySegment.mismatch(bytes, 0, n, zeros, 0, n);
      for (long k = i; k >= 0 && k < n; k++) {
        byte b = buffer.get((int) k);
        if (b != 0) {
          found.put(at + k, b);
        }
      }
      at += n;
      buffer.clear();
    }
    return at;
  }

  /** The file is mapped 64 MiB at a time, and the second time there is nothing to map. */
  @Test
  void sendfile_channelClosedBetweenWindows_tellsWhatWasSent() throws Exception {
    Path sparse = directory.resolve("two windows");
    FileChannel channel = FileChannel.open(sparse, CREATE_NEW, WRITE, READ, SPARSE);
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      long window = 64L << 20;
      channel.write(ByteBuffer.allocate(1), window + 9);
      Blocked<Long> sender = Blocked.start(() -> pair.first().sendfile(channel, 0, window + 10));
      ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
      long received = pair.second().recv(buffer.clear());
      channel.close(); // the sender is in the first window: it does not fit into the buffers
      while (received < window) {
        received += pair.second().recv(buffer.clear());
      }
      assertThat(sender.get()).isEqualTo(window);
      assertThatThrownBy(() -> pair.first().sendfile(channel, 0, 1))
          .isInstanceOf(ClosedChannelException.class);
    }
  }
}
