package org.llsocket.nio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;

/** Files that are sent over channels. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TransferToTest {
  private static final LlsocketProvider PROVIDER = LlsocketProvider.instance();
  private static final int SIZE = 3 << 20;
  private static final long MOST_BUFFERED = 64L << 20; // by both ends of a connection

  @TempDir Path directory;
  private Path file;
  private byte[] content;

  /** The two ways to name a file. */
  enum Form {
    CHANNEL {
      @Override
      long send(Path path, long position, long count, WritableByteChannel to) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
          return SocketChannels.transferTo(file, position, count, to);
        }
      }
    },
    PATH {
      @Override
      long send(Path path, long position, long count, WritableByteChannel to) throws IOException {
        return SocketChannels.transferTo(path, position, count, to);
      }
    };

    abstract long send(Path path, long position, long count, WritableByteChannel to)
        throws IOException;
  }

  @BeforeEach
  void writeFile() throws IOException {
    content = new byte[SIZE];
    new Random(7).nextBytes(content);
    file = directory.resolve("file");
    Files.write(file, content);
  }

  /** All that a channel receives until the end. */
  private static CompletableFuture<byte[]> received(SocketChannel from) {
    return CompletableFuture.supplyAsync(() -> {
      var all = new ByteArrayOutputStream();
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      try {
        while (from.read(buffer.clear()) >= 0) {
          all.write(buffer.array(), 0, buffer.position());
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return all.toByteArray();
    });
  }

  /** A counter of {@code /proc/thread-self/io}, which counts no calls of sockets. */
  private static long counter(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/thread-self/io")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1).strip()))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void transferTo_aPartOfAFile_sendsIt(Form form) throws Exception {
    try (var ends = ConnectedChannels.of(PROVIDER)) {
      CompletableFuture<byte[]> received = received(ends.server());
      assertThat(form.send(file, 5, SIZE - 10, ends.client())).isEqualTo(SIZE - 10);
      ends.client().shutdownOutput();
      assertThat(received.get()).isEqualTo(Arrays.copyOfRange(content, 5, SIZE - 5));
    }
  }

  @ParameterizedTest
  @EnumSource
  void transferTo_moreThanTheFileHas_endsWithIt(Form form) throws Exception {
    try (var ends = ConnectedChannels.of(PROVIDER)) {
      CompletableFuture<byte[]> received = received(ends.server());
      assertThat(form.send(file, SIZE - 100, Long.MAX_VALUE, ends.client())).isEqualTo(100);
      assertThat(form.send(file, SIZE, 1, ends.client())).isZero();
      assertThat(form.send(file, SIZE + 1, 1, ends.client())).isZero();
      assertThat(form.send(file, 0, 0, ends.client())).isZero();
      ends.client().shutdownOutput();
      assertThat(received.get()).isEqualTo(Arrays.copyOfRange(content, SIZE - 100, SIZE));
    }
  }

  @ParameterizedTest
  @EnumSource
  void transferTo_nonBlocking_sendsWhatFits(Form form) throws Exception {
    try (var ends = ConnectedChannels.of(PROVIDER)) {
      ends.client().configureBlocking(false);
      long sent = 0;
      long n = form.send(file, 0, SIZE, ends.client());
      while (n > 0 && sent < MOST_BUFFERED) {
        sent += n;
        n = form.send(file, 0, SIZE, ends.client());
      }
      assertThat(n).isZero();
      CompletableFuture<byte[]> received = received(ends.server());
      ends.client().shutdownOutput();
      assertThat(received.get()).hasSize((int) sent);
    }
  }

  /** The thread's counter of written bytes grows by sendfile(2), and not by send(2). */
  @Test
  void transferTo_path_isSendfile() throws Exception {
    try (var ends = ConnectedChannels.of(PROVIDER)) {
      CompletableFuture<byte[]> received = received(ends.server());
      long before = counter("wchar");
      SocketChannels.transferTo(file, 0, SIZE, ends.client());
      assertThat(counter("wchar") - before).isEqualTo(SIZE);
      ends.client().shutdownOutput();
      assertThat(received.get()).isEqualTo(content);
    }
  }

  /** FileChannel.transferTo reads all bytes of the file, in as many calls as it has 8 KiB. */
  @Test
  void transferTo_fileChannel_readsNothing() throws Exception {
    try (var ends = ConnectedChannels.of(PROVIDER);
        FileChannel opened = FileChannel.open(file)) {
      CompletableFuture<byte[]> received = received(ends.server());
      long before = counter("rchar");
      SocketChannels.transferTo(opened, 0, SIZE, ends.client());
      assertThat(counter("rchar") - before).isLessThan(SIZE / 2);
      assertThat(opened.position()).isZero();
      before = counter("rchar");
      opened.transferTo(0, SIZE, ends.client());
      assertThat(counter("rchar") - before).isGreaterThanOrEqualTo(SIZE);
      ends.client().shutdownOutput();
      assertThat(received.get()).hasSize(2 * SIZE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void transferTo_fileOfTheKernel_isReadAndSent(Form form) throws Exception {
    Path generated = Path.of("/proc/self/status");
    try (var ends = ConnectedChannels.of(PROVIDER)) {
      CompletableFuture<byte[]> received = received(ends.server());
      assertThat(form.send(generated, 0, 1 << 20, ends.client())).isPositive();
      ends.client().shutdownOutput();
      assertThat(new String(received.get(), UTF_8)).startsWith("Name:");
    }
  }

  @ParameterizedTest
  @EnumSource
  void transferTo_channelsOfOthers_isThatOfTheFile(Form form) throws Exception {
    try (var ends = ConnectedChannels.of(SelectorProvider.provider())) {
      CompletableFuture<byte[]> received = received(ends.server());
      assertThat(form.send(file, 1, SIZE, ends.client())).isEqualTo(SIZE - 1);
      ends.client().shutdownOutput();
      assertThat(received.get()).isEqualTo(Arrays.copyOfRange(content, 1, SIZE));
    }
  }

  /** A packet holds no 3 MiB, so the file is sent in parts of 8 KiB. */
  @ParameterizedTest
  @EnumSource
  void transferTo_packets_keepsThem(Form form) throws Exception {
    var packets = new SocketFamily(AF.UNIX, SOCK.SEQPACKET);
    SockAddr name = SockAddr.abstractName("llsocket-" + UUID.randomUUID());
    try (var listener = PROVIDER.openServerSocketChannel(packets).bind(name);
        SocketChannel client = PROVIDER.openSocketChannel(packets)) {
      client.connect(name);
      try (SocketChannel server = listener.accept()) {
        CompletableFuture<byte[]> received = received(server);
        assertThat(form.send(file, 0, SIZE, client)).isEqualTo(SIZE);
        client.close();
        assertThat(received.get()).isEqualTo(content);
      }
    }
  }

  @Test
  void transferTo_pathInAnArchive_sendsIt() throws Exception {
    Path archive = directory.resolve("archive.zip");
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"));
        var ends = ConnectedChannels.of(PROVIDER)) {
      Path entry = zip.getPath("/etc/hostname"); // exists outside of the archive too
      Files.createDirectory(zip.getPath("/etc"));
      Files.writeString(entry, "of the archive");
      CompletableFuture<byte[]> received = received(ends.server());
      SocketChannels.transferTo(entry, 0, 100, ends.client());
      ends.client().shutdownOutput();
      assertThat(received.get()).isEqualTo("of the archive".getBytes(US_ASCII));
    }
  }

  // ---- failures

  @ParameterizedTest
  @EnumSource
  void transferTo_negativeArguments_areRefused(Form form) throws Exception {
    try (var ends = ConnectedChannels.of(PROVIDER)) {
      assertThatThrownBy(() -> form.send(file, -1, 1, ends.client()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("position -1");
      assertThatThrownBy(() -> form.send(file, 0, -2, ends.client()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("count -2");
    }
  }

  @ParameterizedTest
  @EnumSource
  void transferTo_channelInAnotherState_throwsAsAWrite(Form form) throws Exception {
    try (SocketChannel unconnected = PROVIDER.openSocketChannel();
        var ends = ConnectedChannels.of(PROVIDER)) {
      assertThatThrownBy(() -> form.send(file, 0, 1, unconnected))
          .isInstanceOf(NotYetConnectedException.class);
      ends.client().shutdownOutput();
      assertThatThrownBy(() -> form.send(file, 0, 1, ends.client()))
          .isInstanceOf(ClosedChannelException.class);
      ends.client().close();
      assertThatThrownBy(() -> form.send(file, 0, 1, ends.client()))
          .isInstanceOf(ClosedChannelException.class);
    }
  }

  @Test
  void transferTo_fileThatIsClosed_leavesTheChannelOpen() throws Exception {
    try (var ends = ConnectedChannels.of(PROVIDER)) {
      FileChannel opened = FileChannel.open(file);
      opened.close();
      assertThatThrownBy(() -> SocketChannels.transferTo(opened, 0, 1, ends.client()))
          .isInstanceOf(ClosedChannelException.class);
      assertThat(ends.client().isOpen()).isTrue();
    }
  }

  @Test
  void transferTo_fileForWriting_isRefused() throws Exception {
    try (var ends = ConnectedChannels.of(PROVIDER);
        FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThatThrownBy(() -> SocketChannels.transferTo(opened, 0, 1, ends.client()))
          .isInstanceOf(NonReadableChannelException.class);
      assertThat(ends.client().isOpen()).isTrue();
    }
  }

  @Test
  void transferTo_missingPath_throwsTheJdksException() throws Exception {
    try (var ends = ConnectedChannels.of(PROVIDER)) {
      Path missing = directory.resolve("missing");
      assertThatThrownBy(() -> SocketChannels.transferTo(missing, 0, 1, ends.client()))
          .isInstanceOf(NoSuchFileException.class)
          .hasMessage(missing.toString());
      assertThat(ends.client().isOpen()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void transferTo_closeOfTheChannel_endsIt(Form form) throws Exception {
    try (var ends = ConnectedChannels.of(PROVIDER)) {
      WaitingCall call = endless(form, ends.client()).untilIn("sendFile");
      ends.client().close();
      assertThat(call.outcome())
          .isIn(AsynchronousCloseException.class.getName(), ClosedChannelException.class.getName());
    }
  }

  @ParameterizedTest
  @EnumSource
  void transferTo_interrupt_closesTheChannel(Form form) throws Exception {
    try (var ends = ConnectedChannels.of(PROVIDER)) {
      WaitingCall call = endless(form, ends.client()).untilIn("sendFile").interrupt();
      assertThat(call.outcome())
          .isIn(
              ClosedByInterruptException.class.getName() + ", interrupted",
              ClosedChannelException.class.getName() + ", interrupted");
      assertThat(ends.client().isOpen()).isFalse();
    }
  }

  /** Sends to a peer that does not read. A call that has sent some bytes returns their number. */
  private WaitingCall endless(Form form, SocketChannel to) {
    return new WaitingCall(
        false,
        () -> {
          while (true) {
            form.send(file, 0, SIZE, to);
          }
        });
  }
}
