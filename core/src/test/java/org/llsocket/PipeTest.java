package org.llsocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llsocket.SocketTest.assertErrno;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.option.SO;
import org.llsocket.poll.Poll;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Libc;
import org.llsocket.testing.Loopback;

@ExtendWith(LeakCheck.class)
class PipeTest {
  private static final int PAGE = 4096;
  private static final int O_RDWR_CLOEXEC = 02000002;

  @TempDir Path directory;

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  private static String read(Descriptor descriptor) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(99);
    descriptor.read(buffer);
    return US_ASCII.decode(buffer.flip()).toString();
  }

  /** Writes until the pipe would have to wait; says how many bytes it holds. */
  private static long fill(Pipe pipe) throws IOException {
    pipe.writer().nonblock(true);
    long held = 0;
    for (long n = 0; n >= 0; n = pipe.writer().write(ByteBuffer.allocate(PAGE))) {
      held += n;
    }
    pipe.writer().nonblock(false);
    return held;
  }

  private static <T> Blocked<T> start(boolean virtual, Callable<T> call) {
    return virtual ? Blocked.startVirtual(call) : Blocked.start(call);
  }

  // ---- pipe2

  @Test
  void open_bothEnds_areCloseOnExecAndOwned() throws Exception {
    Pipe pipe = Pipe.open();
    try (pipe) {
      assertThat(pipe.reader().cloexec()).isTrue();
      assertThat(pipe.writer().cloexec()).isTrue();
      pipe.writer().write(text("abc"));
      assertThat(read(pipe.reader())).isEqualTo("abc");
      assertErrno(Errno.EBADF, () -> pipe.reader().write(text("x")));
      assertErrno(Errno.EBADF, () -> pipe.writer().read(text("x")));
    }
    assertThat(pipe.reader().isOpen()).isFalse();
    assertThat(pipe.writer().isOpen()).isFalse();
  }

  // ---- splice

  @Test
  void splice_socketToSocket_throughAPipe() throws Exception {
    try (Socket.Pair from = Loopback.tcp(AF.INET);
        Socket.Pair to = Socket.pair(SOCK.STREAM);
        Pipe pipe = Pipe.open()) {
      from.first().write(text("0123456789"));
      assertThat(Pipe.splice(from.second(), pipe.writer(), 4, 0)).isEqualTo(4);
      assertThat(Pipe.splice(from.second(), pipe.writer(), 99, SPLICE.F_MOVE)).isEqualTo(6);
      assertThat(Pipe.splice(pipe.reader(), to.first(), 3, SPLICE.F_MORE)).isEqualTo(3);
      assertThat(Pipe.splice(pipe.reader(), to.first(), 99, SPLICE.F_MOVE)).isEqualTo(7);
      assertThat(read(to.second())).isEqualTo("0123456789");
    }
  }

  @Test
  void splice_offsets_leaveTheFilesPosition() throws Exception {
    Path path = Files.writeString(directory.resolve("f"), "0123456789");
    try (Descriptor file = Descriptor.adopt(Libc.open(path.toString(), O_RDWR_CLOEXEC));
        Pipe pipe = Pipe.open()) {
      assertThat(Pipe.splice(file, 7, pipe.writer(), -1, 99, 0)).isEqualTo(3);
      assertThat(Pipe.splice(pipe.reader(), -1, file, 1, 99, 0)).isEqualTo(3);
      assertThat(Files.readString(path)).isEqualTo("0789456789");
      assertThat(read(file)).isEqualTo("0789456789");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void splice_nothingThere_isAgainOrTheEnd(boolean virtual) throws Exception {
    start(
            virtual,
            () -> {
              try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
                  Pipe pipe = Pipe.open();
                  Pipe other = Pipe.open()) {
                assertThat(Pipe.splice(pipe.reader(), other.writer(), 9, SPLICE.F_NONBLOCK))
                    .isEqualTo(Descriptor.AGAIN);
                pair.first().nonblock(true);
                pipe.writer().nonblock(true);
                assertThat(Pipe.splice(pair.first(), pipe.writer(), 9, 0))
                    .isEqualTo(Descriptor.AGAIN);
                assertThat(Pipe.splice(pair.first(), pipe.writer(), 0, 0)).isZero();
                pair.second().close();
                assertThat(Pipe.splice(pair.first(), pipe.writer(), 9, 0))
                    .isEqualTo(Descriptor.EOF);
                pipe.writer().close();
                assertThat(Pipe.splice(pipe.reader(), other.writer(), 9, 0))
                    .isEqualTo(Descriptor.EOF);
              }
              return 0;
            })
        .get();
  }

  @Test
  void splice_fullPipe_isPartThenAgain() throws Exception {
    Path path = Files.write(directory.resolve("large"), new byte[1 << 20]);
    try (Descriptor file = Descriptor.openFile(path);
        Pipe pipe = Pipe.open()) {
      assertThat(Pipe.splice(file, pipe.writer(), 1 << 20, 0)).isEqualTo(16 * PAGE);
      assertThat(Pipe.splice(file, pipe.writer(), 1, SPLICE.F_NONBLOCK))
          .isEqualTo(Descriptor.AGAIN);
    }
  }

  @Test
  void splice_receiveTimeout_isAgain() throws Exception {
    for (boolean virtual : new boolean[] {false, true}) {
      try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
          Pipe pipe = Pipe.open()) {
        pair.first().set(SO.RCVTIMEO, Duration.ofMillis(20));
        assertThat(start(virtual, () -> Pipe.splice(pair.first(), pipe.writer(), 9, 0)).get())
            .isEqualTo(Descriptor.AGAIN);
      }
    }
  }

  @Test
  void splice_wrongDescriptors_throw() throws Exception {
    Path path = Files.writeString(directory.resolve("f"), "abc");
    try (Descriptor file = Descriptor.openFile(path);
        Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Pipe pipe = Pipe.open()) {
      Descriptor in = pipe.reader();
      Descriptor out = pipe.writer();
      assertErrno(Errno.EINVAL, () -> Pipe.splice(file, pair.first(), 1, 0));
      assertErrno(Errno.EINVAL, () -> Pipe.splice(in, out, 1, 0));
      assertErrno(Errno.EBADF, () -> Pipe.splice(out, pair.first(), 1, 0));
      assertErrno(Errno.ESPIPE, () -> Pipe.splice(in, 0, pair.first(), -1, 1, 0));
      assertErrno(Errno.EINVAL, () -> Pipe.splice(in, -1, pair.first(), 0, 1, 0));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Pipe.splice(in, out, -1, 0))
          .withMessage("len -1 is negative");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Pipe.splice(in, -2, out, -1, 1, 0))
          .withMessage("offset -2 is negative");
      assertThatIllegalArgumentException().isThrownBy(() -> Pipe.splice(in, -1, out, -2, 1, 0));
      assertThatIllegalArgumentException().isThrownBy(() -> Pipe.tee(in, out, -1, 0));
      out.write(text("x"));
      closeForAll(pair.second(), pair.first());
      assertThatThrownBy(() -> Pipe.splice(in, pair.first(), 1, 0))
          .hasMessage(
              "splice(fd=%d, fd_out=%d, len=1, flags=0): EPIPE (Broken pipe)",
              in.fd(), pair.first().fd());
    }
  }

  /**
   * An error that ended a receive after it had bytes is reported by the next call, whichever that
   * is.
   */
  @Test
  void splice_failureThatAReceiveKept_isReported() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET);
        Pipe pipe = Pipe.open()) {
      pair.first().write(text("abc"));
      ByteBuffer target = ByteBuffer.allocate(9);
      var receive = Blocked.startVirtual(() -> pair.second().recv(target, MSG.WAITALL));
      receive.untilInKernel(pair.second().fd());
      Loopback.reset(pair.first());
      assertThat(receive.get()).isEqualTo(3);
      assertErrno(Errno.ECONNRESET, () -> Pipe.splice(pair.second(), pipe.writer(), 9, 0));
      assertThat(Pipe.splice(pair.second(), pipe.writer(), 9, 0)).isEqualTo(Descriptor.EOF);
    }
  }

  /** Either end's close ends the call, on a platform thread and on a virtual one. */
  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void splice_closedFromEitherSide_ends(boolean virtual, boolean closesIn) throws Exception {
    for (boolean full : new boolean[] {false, true}) {
      try (Pipe pipe = Pipe.open();
          Pipe other = Pipe.open()) {
        if (full) {
          fill(other);
          pipe.writer().write(text("x"));
        }
        int in = pipe.reader().fd();
        var call = start(virtual, () -> Pipe.splice(pipe.reader(), other.writer(), 9, 0));
        Blocked.until("splice", () -> Blocked.isInKernel(in));
        (closesIn ? pipe.reader() : other.writer()).close();
        assertThat(call.thrown()).isExactlyInstanceOf(AsynchronousCloseException.class);
        assertThat(pipe.reader().isOpen()).isEqualTo(!closesIn);
        assertThat(other.writer().isOpen()).isEqualTo(closesIn);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void splice_closedBefore_throws(boolean virtual) throws Exception {
    for (boolean closesIn : new boolean[] {false, true}) {
      try (Pipe pipe = Pipe.open();
          Pipe other = Pipe.open()) {
        (closesIn ? pipe.reader() : other.writer()).close();
        assertThat(start(virtual, () -> Pipe.splice(pipe.reader(), other.writer(), 9, 0)).thrown())
            .isExactlyInstanceOf(ClosedChannelException.class);
      }
    }
  }

  // ---- tee

  @Test
  void tee_bytes_areInBothPipes() throws Exception {
    try (Pipe pipe = Pipe.open();
        Pipe other = Pipe.open()) {
      assertThat(Pipe.tee(pipe.reader(), other.writer(), 9, SPLICE.F_NONBLOCK))
          .isEqualTo(Descriptor.AGAIN);
      pipe.writer().write(text("abcdef"));
      assertThat(Pipe.tee(pipe.reader(), other.writer(), 4, 0)).isEqualTo(4);
      assertThat(read(other.reader())).isEqualTo("abcd");
      assertThat(read(pipe.reader())).isEqualTo("abcdef");
      assertErrno(Errno.EINVAL, () -> Pipe.tee(pipe.reader(), pipe.writer(), 4, 0));
      pipe.writer().close();
      assertThat(Pipe.tee(pipe.reader(), other.writer(), 4, 0)).isEqualTo(Descriptor.EOF);
    }
  }

  // ---- vmsplice

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void vmsplice_pages_areInThePipeAndNotACopy(boolean virtual) throws Exception {
    try (Pipe pipe = Pipe.open();
        Arena arena = Arena.ofShared()) {
      MemorySegment pages = arena.allocate(2 * PAGE, PAGE).fill((byte) 'a');
      assertThat(start(virtual, () -> Pipe.vmsplice(pipe.writer(), pages, 0)).get())
          .isEqualTo(2 * PAGE);
      pages.fill((byte) 'b');
      assertThat(read(pipe.reader())).isEqualTo("b".repeat(99));
      MemorySegment rest = arena.allocate(2 * PAGE);
      assertThat(start(virtual, () -> Pipe.vmsplice(pipe.reader(), rest, 0)).get())
          .isEqualTo(2 * PAGE - 99);
      assertThat(rest.getString(0)).isEqualTo("b".repeat(2 * PAGE - 99));
      assertThat(Pipe.vmsplice(pipe.writer(), MemorySegment.NULL, 0)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void vmsplice_fullPipe_waitsAndThenIsPart(boolean virtual) throws Exception {
    try (Pipe pipe = Pipe.open();
        Arena arena = Arena.ofShared()) {
      MemorySegment pages = arena.allocate(4 * PAGE, PAGE);
      fill(pipe);
      assertThat(Pipe.vmsplice(pipe.writer(), pages, SPLICE.F_NONBLOCK))
          .isEqualTo(Descriptor.AGAIN);
      var call = start(virtual, () -> Pipe.vmsplice(pipe.writer(), pages, 0));
      call.untilInKernel(pipe.writer().fd());
      pipe.reader().read(ByteBuffer.allocate(2 * PAGE));
      assertThat(call.get()).isEqualTo(2 * PAGE);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void vmsplice_emptyPipesReader_waitsForBytes(boolean virtual) throws Exception {
    try (Pipe pipe = Pipe.open();
        Arena arena = Arena.ofShared()) {
      MemorySegment target = arena.allocate(9);
      assertThat(Pipe.vmsplice(pipe.reader(), target, SPLICE.F_NONBLOCK))
          .isEqualTo(Descriptor.AGAIN);
      var call = start(virtual, () -> Pipe.vmsplice(pipe.reader(), target, 0));
      call.untilInKernel(pipe.reader().fd());
      pipe.writer().write(text("abc"));
      assertThat(call.get()).isEqualTo(3);
      assertThat(target.getString(0)).isEqualTo("abc");
      pipe.writer().close();
      assertThat(start(virtual, () -> Pipe.vmsplice(pipe.reader(), target, 0)).get())
          .isEqualTo(Descriptor.EOF);
    }
  }

  @Test
  void vmsplice_arena_cannotCloseDuringTheCall() throws Exception {
    try (Pipe pipe = Pipe.open()) {
      fill(pipe);
      Arena arena = Arena.ofShared();
      MemorySegment pages = arena.allocate(PAGE, PAGE);
      var call = Blocked.start(() -> Pipe.vmsplice(pipe.writer(), pages, 0));
      call.untilInKernel(pipe.writer().fd());
      assertThatIllegalStateException().isThrownBy(arena::close);
      pipe.writer().close();
      assertThat(call.thrown()).isExactlyInstanceOf(AsynchronousCloseException.class);
      arena.close();
    }
  }

  @Test
  void vmsplice_memoryThatDoesNotLast_isRefused() throws Exception {
    try (Pipe pipe = Pipe.open();
        Arena arena = Arena.ofConfined()) {
      MemorySegment pages = arena.allocate(PAGE, PAGE);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Pipe.vmsplice(pipe.writer(), MemorySegment.ofArray(new byte[1]), 0))
          .withMessageContaining("heap");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Pipe.vmsplice(pipe.writer(), pages.asReadOnly(), 0))
          .withMessageContaining("read-only");
      assertThat(Blocked.start(() -> Pipe.vmsplice(pipe.writer(), pages, 0)).thrown())
          .isInstanceOf(WrongThreadException.class);
      MemorySegment gone;
      try (Arena closed = Arena.ofConfined()) {
        gone = closed.allocate(1);
      }
      assertThatIllegalStateException().isThrownBy(() -> Pipe.vmsplice(pipe.writer(), gone, 0));
      try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
        assertErrno(Errno.EBADF, () -> Pipe.vmsplice(socket, pages, 0));
      }
      closeForAll(pipe.reader(), pipe.writer());
      assertErrno(Errno.EPIPE, () -> Pipe.vmsplice(pipe.writer(), pages, 0));
    }
  }

  // ---- sendfile to descriptors that are not sockets

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sendfile_toPipesAndFiles_isCounted(boolean virtual) throws Exception {
    Capability.SENDFILE_TO_PIPE.require();
    Path path = Files.writeString(directory.resolve("f"), "0123456789");
    Path copy = Files.createFile(directory.resolve("copy"));
    try (Descriptor file = Descriptor.openFile(path);
        Descriptor target = Descriptor.adopt(Libc.open(copy.toString(), O_RDWR_CLOEXEC));
        Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Pipe pipe = Pipe.open()) {
      assertThat(start(virtual, () -> pipe.writer().sendfile(file, 2, 5)).get()).isEqualTo(5);
      assertThat(read(pipe.reader())).isEqualTo("23456");
      assertThat(start(virtual, () -> target.sendfile(path, 0, 99)).get()).isEqualTo(10);
      assertThat(Files.readString(copy)).isEqualTo("0123456789");
      pair.first().write(text("abc"));
      assertThat(start(virtual, () -> pipe.writer().sendfile(pair.second(), 99)).get())
          .isEqualTo(3);
      assertThat(read(pipe.reader())).isEqualTo("abc");
      pipe.writer().write(text("x"));
      assertErrno(Errno.EINVAL, () -> target.sendfile(pipe.reader(), 1));
    }
  }

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void sendfile_socketToPipe_closedFromEitherSide_ends(boolean virtual, boolean closesIn)
      throws Exception {
    Capability.SENDFILE_TO_PIPE.require();
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Pipe pipe = Pipe.open()) {
      int out = pipe.writer().fd();
      var call = start(virtual, () -> pipe.writer().sendfile(pair.first(), 9));
      Blocked.until("sendfile", () -> Blocked.isInKernel(out));
      (closesIn ? pair.first() : pipe.writer()).close();
      assertThat(call.thrown()).isExactlyInstanceOf(AsynchronousCloseException.class);
    }
  }

  /**
   * Closes an end, and waits until the other reports it: a child that another test starts has the
   * first one too, from its fork to its exec.
   */
  private static void closeForAll(Descriptor end, Descriptor other) throws IOException {
    end.close();
    var poll = new Poll();
    poll.add(other, 0);
    assertThat(poll.poll(Blocked.DEADLINE)).isEqualTo(1);
  }
}
