package org.llsocket.cli.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.O;
import org.llsocket.Pipe;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.Socket;

/** What the kernel moves by itself, and where it leaves the rest to the caller. */
class KernelCopyTest {
  @TempDir Path folder;

  private final AtomicLong counted = new AtomicLong();

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private boolean run(Descriptor in, Descriptor out, End rest) throws IOException {
    try (var copy = new KernelCopy(in, out, counted::addAndGet)) {
      return copy.run(rest);
    }
  }

  @Test
  void run_streamToFile_movesAll() throws Exception {
    byte[] content = random(1_000_000);
    Path file = folder.resolve("out");
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Descriptor out = Descriptor.openFile(file, O.WRONLY | O.CREAT, 0600)) {
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> sendAndShutDown(pair.first(), content));

      assertThat(run(pair.second(), out, NullEnd.INSTANCE)).isTrue();
      sending.join();
    }
    assertThat(file).hasBinaryContent(content);
    assertThat(counted).hasValue(content.length);
  }

  private static void sendAndShutDown(Socket socket, byte[] content) {
    try {
      new SocketEnd(socket, "").write(ByteBuffer.wrap(content));
      socket.shutdown(SHUT.WR);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void run_streamToStream_movesAll() throws Exception {
    byte[] content = random(100_000);
    try (Socket.Pair from = Socket.pair(SOCK.STREAM);
        Socket.Pair to = Socket.pair(SOCK.STREAM)) {
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> sendAndShutDown(from.first(), content));
      CompletableFuture<Boolean> copying =
          CompletableFuture.supplyAsync(() -> {
            try {
              boolean all = run(from.second(), to.first(), NullEnd.INSTANCE);
              to.first().shutdown(SHUT.WR);
              return all;
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });

      assertThat(to.second().toInputStream().readAllBytes()).isEqualTo(content);
      assertThat(copying.join()).isTrue();
      sending.join();
    }
  }

  @Test
  void run_fileToStream_movesAll() throws Exception {
    byte[] content = random(100_000);
    Path file = Files.write(folder.resolve("in"), content);
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Descriptor in = Descriptor.openFile(file)) {
      CompletableFuture<byte[]> receiving =
          CompletableFuture.supplyAsync(() -> {
            try {
              return pair.second().toInputStream().readNBytes(content.length);
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });

      assertThat(run(in, pair.first(), NullEnd.INSTANCE)).isTrue();
      assertThat(receiving.join()).isEqualTo(content);
    }
  }

  @Test
  void run_targetThatCannotBeSplicedTo_losesNothing() throws Exception {
    Path file = Files.createFile(folder.resolve("log"));
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Descriptor out = Descriptor.openFile(file, O.WRONLY | O.APPEND, 0)) {
      sendAndShutDown(pair.first(), "bytes".getBytes(UTF_8));
      End rest = FileEnd.output(folder.resolve("rest"));

      assertThat(run(pair.second(), out, rest)).isFalse();
      rest.close();
    }
    assertThat(folder.resolve("rest")).hasContent("bytes");
    assertThat(counted).hasValue(5);
  }

  @Test
  void run_readerGone_throwsTheError() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Pipe pipe = Pipe.open()) {
      sendAndShutDown(pair.first(), new byte[10]);
      pipe.reader().close();

      assertThatExceptionOfType(ErrnoException.class)
          .isThrownBy(() -> run(pair.second(), pipe.writer(), NullEnd.INSTANCE))
          .matches(e -> e.errno().equals(Errno.EPIPE));
    }
  }
}
