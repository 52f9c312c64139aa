package org.llsocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.llsocket.SocketTest.assertErrno;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.internal.platform.Platform;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Libc;
import org.llsocket.testing.Loopback;

/** Any descriptor: files, pipes, and vectors of buffers. */
@ExtendWith(LeakCheck.class)
class DescriptorTest {
  @TempDir Path directory;

  private record Pipe(Descriptor in, Descriptor out) implements AutoCloseable {
    static Pipe open() throws IOException {
      int[] ends = Libc.pipe();
      return new Pipe(Descriptor.adopt(ends[0]), Descriptor.adopt(ends[1]));
    }

    @Override
    public void close() throws IOException {
      try (in) {
        out.close();
      }
    }
  }

  private static ByteBuffer wrap(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  private static ByteBuffer direct(String text) {
    return ByteBuffer.allocateDirect(text.length()).put(text.getBytes(US_ASCII)).flip();
  }

  private static String text(ByteBuffer filled) {
    return US_ASCII.decode(filled.duplicate().flip()).toString();
  }

  @Test
  void open_file_readsFromItsPosition() throws Exception {
    Path file = Files.writeString(directory.resolve("f ä"), "hello");
    try (Descriptor descriptor = Descriptor.openFile(file)) {
      assertThat(descriptor.cloexec()).isTrue();
      assertThat(descriptor.nonblock()).isFalse();
      ByteBuffer three = ByteBuffer.allocate(3);
      assertThat(descriptor.read(three)).isEqualTo(3);
      assertThat(text(three)).isEqualTo("hel");
      assertThat(descriptor.read(three.clear())).isEqualTo(2);
      assertThat(descriptor.read(three)).isEqualTo(Descriptor.EOF);
      assertErrno(Errno.EBADF, () -> descriptor.write(wrap("x")));
      assertThat(descriptor).hasToString("Descriptor[fd=" + descriptor.fd() + "]");
    }
  }

  @Test
  void open_notThereOrOfAnotherFileSystem_isRefused() throws Exception {
    assertErrno(Errno.ENOENT, () -> Descriptor.openFile(directory.resolve("none")));
    Path zip = directory.resolve("x.zip");
    try (FileSystem other = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Descriptor.openFile(other.getPath("/x")));
    }
    try (Descriptor dir = Descriptor.openFile(directory)) {
      assertErrno(Errno.EISDIR, () -> dir.read(ByteBuffer.allocate(1)));
    }
  }

  @Test
  void pipe_buffersOfEveryKind_areMovedInOrder() throws Exception {
    try (Pipe pipe = Pipe.open();
        Arena arena = Arena.ofShared()) {
      ByteBuffer[] out = {
        wrap("abc"),
        direct("de"),
        ByteBuffer.allocate(0),
        wrap("xxfgxx").position(2).limit(4),
        direct("xhix").slice(1, 2),
        arena.allocateFrom("jk").asByteBuffer().limit(2).asReadOnlyBuffer()
      };
      assertThat(pipe.out().write(out)).isEqualTo(11);
      assertThat(out).allSatisfy(buffer -> assertThat(buffer.hasRemaining()).isFalse());
      ByteBuffer[] in = {
        ByteBuffer.allocateDirect(2),
        ByteBuffer.allocate(9).position(4).limit(7),
        ByteBuffer.allocateDirect(0),
        arena.allocate(3).asByteBuffer(),
        ByteBuffer.allocate(9),
        ByteBuffer.allocateDirect(9)
      };
      assertThat(pipe.in().read(in)).isEqualTo(11);
      assertThat(in[0].position()).isEqualTo(2);
      assertThat(in[1].position()).isEqualTo(7);
      assertThat(in[3].position()).isEqualTo(3);
      assertThat(in[4].position()).isEqualTo(3);
      assertThat(in[5].position()).isZero();
      assertThat(text(in[0]) + text(in[1].slice(4, 3).position(3)) + text(in[3]) + text(in[4]))
          .isEqualTo("abcdefghijk");
    }
  }

  @Test
  void vectors_noBuffersOrEmptyOnes_moveNothingAndAreNotTheEnd() throws Exception {
    try (Pipe pipe = Pipe.open()) {
      pipe.out().write(wrap("x"));
      assertThat(pipe.in().read(new ByteBuffer[0])).isZero();
      assertThat(pipe.in().read(new MemorySegment[0])).isZero();
      assertThat(pipe.in().read(ByteBuffer.allocate(0), ByteBuffer.allocateDirect(0))).isZero();
      assertThat(pipe.out().write(new MemorySegment[0])).isZero();
      assertThat(pipe.out().write(MemorySegment.NULL, MemorySegment.ofArray(new byte[0]))).isZero();
      pipe.out().close();
      assertThat(pipe.in().read(ByteBuffer.allocate(9))).isEqualTo(1);
      assertThat(pipe.in().read(ByteBuffer.allocate(0))).isZero();
      assertThat(pipe.in().read(MemorySegment.ofArray(new byte[1]))).isEqualTo(Descriptor.EOF);
    }
  }

  @Test
  void vectors_moreArenasThanCanBeHeld_areMovedThroughCopies() throws Exception {
    try (Pipe pipe = Pipe.open()) {
      List<Arena> arenas = new ArrayList<>();
      var out = new MemorySegment[20];
      var in = new MemorySegment[20];
      for (int i = 0; i < 20; i++) {
        Arena arena = i % 2 == 0 ? Arena.ofConfined() : Arena.ofShared();
        arenas.add(arena);
        out[i] = arena.allocateFrom("text-" + (char) ('a' + i)).asSlice(0, 6);
        in[19 - i] = arena.allocate(6);
      }
      assertThat(pipe.out().write(out)).isEqualTo(120);
      assertThat(pipe.in().read(in)).isEqualTo(120);
      for (int i = 0; i < 20; i++) {
        assertThat(in[i].mismatch(out[i])).isEqualTo(-1);
      }
      arenas.forEach(Arena::close);
    }
  }

  @Test
  void vectors_shortRead_leavesTheRestAlone() throws Exception {
    try (Pipe pipe = Pipe.open()) {
      pipe.out().write(wrap("abcde"));
      ByteBuffer[] in = {ByteBuffer.allocate(3), ByteBuffer.allocate(9), ByteBuffer.allocate(9)};
      assertThat(pipe.in().read(in)).isEqualTo(5);
      assertThat(in[1].position()).isEqualTo(2);
      assertThat(in[1].get(2)).isZero();
      assertThat(in[2].position()).isZero();
    }
  }

  @Test
  void vectors_1024Buffers_arePossibleAnd1025AreNot() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      MemorySegment one = MemorySegment.ofArray(new byte[] {1});
      MemorySegment[] most = Collections.nCopies(1024, one).toArray(MemorySegment[]::new);
      assertThat(pair.first().write(most)).isEqualTo(1024);
      assertThat(pair.second().read(most)).isEqualTo(1024);
      MemorySegment[] tooMany = Collections.nCopies(1025, one).toArray(MemorySegment[]::new);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> pair.first().write(tooMany))
          .withMessage("1025 buffers; at most 1024 (IOV_MAX)");
      assertThatIllegalArgumentException().isThrownBy(() -> pair.second().read(tooMany));
    }
  }

  @Test
  void vectors_sameBufferTwice_moveNoFurtherThanItsEnd() throws Exception {
    try (Pipe pipe = Pipe.open()) {
      ByteBuffer twice = ByteBuffer.allocate(4);
      assertThat(pipe.out().write(twice, twice)).isEqualTo(8);
      assertThat(twice.remaining()).isZero();
    }
  }

  @Test
  void pipe_nonblocking_isAgainWhenEmptyPartThenAgainWhenFull() throws Exception {
    try (Pipe pipe = Pipe.open()) {
      pipe.in().nonblock(true);
      pipe.out().nonblock(true);
      ByteBuffer target = ByteBuffer.allocate(9);
      assertThat(pipe.in().read(target)).isEqualTo(Descriptor.AGAIN);
      assertThat(target.position()).isZero();
      ByteBuffer large = ByteBuffer.allocate(1 << 20);
      long n = pipe.out().write(large);
      assertThat(n).isPositive().isLessThan(1 << 20);
      assertThat(large.position()).isEqualTo((int) n);
      assertThat(pipe.out().write(large)).isEqualTo(Descriptor.AGAIN);
    }
  }

  @Test
  void pipe_readerGone_isEpipe() throws Exception {
    try (Pipe pipe = Pipe.open()) {
      pipe.in().close();
      assertErrno(Errno.EPIPE, () -> pipe.out().write(wrap("x")));
    }
  }

  @Test
  void pipe_blockedReader_endsWithTheClose() throws Exception {
    try (Pipe pipe = Pipe.open()) {
      var call = Blocked.start(() -> pipe.in().read(ByteBuffer.allocate(1)));
      call.untilInKernel(pipe.in().fd());
      pipe.in().close();
      assertThat(call.thrown()).isExactlyInstanceOf(AsynchronousCloseException.class);
      assertErrno(Errno.EPIPE, () -> pipe.out().write(wrap("x")));
    }
  }

  @Test
  void read_datagramOfNoBytes_isZero() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      pair.first().write(ByteBuffer.allocate(0));
      pair.first().send(MemorySegment.NULL);
      assertThat(pair.second().read(ByteBuffer.allocate(9))).isZero();
    }
  }

  @Test
  void dup_ofAFile_sharesThePosition() throws Exception {
    Path file = Files.writeString(directory.resolve("f"), "hello");
    try (Descriptor first = Descriptor.openFile(file);
        Descriptor second = first.dup()) {
      first.read(ByteBuffer.allocate(4));
      ByteBuffer rest = ByteBuffer.allocate(9);
      assertThat(second.read(rest)).isEqualTo(1);
      assertThat(text(rest)).isEqualTo("o");
    }
  }

  @Test
  void discardUnowned_noOwner_closesTheNumber() {
    int low = Libc.memfd();
    int fd =
        Libc.call(
            "fcntl", low, Platform.number("F_DUPFD_CLOEXEC"), 900); // no other file gets it next
    Libc.call("close", low);
    NewFd.discardUnowned(null, fd);
    assertThat(Libc.tryCall("fcntl", fd, Platform.number("F_GETFD"))).isEqualTo(-1);
  }

  @Test
  void nonblock_changedByOthers_countsOnceAsked() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      int flags = Libc.call("fcntl", pair.first().fd(), Platform.number("F_GETFL"));
      int changed = flags | Platform.number("O_NONBLOCK");
      Libc.call("fcntl", pair.first().fd(), Platform.number("F_SETFL"), changed);
      assertThat(pair.first().nonblock()).isTrue();
      assertThat(pair.first().recv(ByteBuffer.allocate(1))).isEqualTo(Socket.AGAIN);
      Libc.call("fcntl", pair.first().fd(), Platform.number("F_SETFL"), flags);
      assertThat(pair.first().nonblock()).isFalse();
      Blocked<Integer> waits = Blocked.start(() -> pair.first().recv(ByteBuffer.allocate(1)));
      waits.untilInKernel(pair.first().fd());
      pair.second().send(ByteBuffer.allocate(1));
      assertThat(waits.get()).isEqualTo(1);
    }
  }
}
