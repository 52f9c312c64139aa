package org.llsocket;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llsocket.SocketTest.assertErrno;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.internal.platform.Platform;
import org.llsocket.option.Option;
import org.llsocket.option.SO;
import org.llsocket.option.SockFilter;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Loopback;
import org.llsocket.testing.Race;

/** Memory that is gone, another thread's, or too short: an exception, and no byte is touched. */
@ExtendWith(LeakCheck.class)
class MemorySafetyTest {
  private static List<ThrowingCallable> calls(Socket socket, MemorySegment buffer) {
    ByteBuffer view = MemorySegment.ofArray(new byte[1]).asByteBuffer();
    MemorySegment[] many = new MemorySegment[9];
    for (int i = 0; i < 8; i++) {
      many[i] = Arena.ofAuto().allocate(1);
    }
    many[8] = buffer;
    return List.of(
        () -> socket.recv(buffer),
        () -> socket.recvfrom(buffer, new SockAddrBuffer()),
        () -> socket.send(buffer),
        () -> socket.sendto(buffer, SockAddr.inet("127.0.0.1", 9)),
        () -> socket.read(MemorySegment.ofBuffer(view), buffer),
        () -> socket.write(MemorySegment.ofBuffer(view), buffer),
        () -> socket.read(many),
        () -> socket.write(many),
        () -> socket.getsockopt(1, 3, buffer),
        () -> socket.setsockopt(1, 2, buffer));
  }

  @Test
  void closedArena_everyCall_throwsAndTakesNothing() throws Exception {
    Arena arena = Arena.ofShared();
    MemorySegment buffer = arena.allocate(8);
    ByteBuffer view = buffer.asByteBuffer();
    arena.close();
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      pair.second().send(MemorySegment.ofArray(new byte[9]));
      for (ThrowingCallable call : calls(pair.first(), buffer)) {
        assertThatIllegalStateException().isThrownBy(call);
      }
      assertThatIllegalStateException().isThrownBy(() -> pair.first().recv(view));
      assertThatIllegalStateException().isThrownBy(() -> pair.first().read(view));
      assertThat(pair.first().recv(ByteBuffer.allocate(99))).isEqualTo(9);
      assertThat(pair.second().recv(ByteBuffer.allocate(9), MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
    }
  }

  @Test
  void confinedToAnotherThread_everyCall_throwsAndTakesNothing() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET);
        Arena arena = Arena.ofConfined()) {
      pair.second().send(MemorySegment.ofArray(new byte[9]));
      List<ThrowingCallable> calls = calls(pair.first(), arena.allocate(8));
      Blocked.start(
              () -> {
                for (ThrowingCallable call : calls) {
                  assertThatThrownBy(call).isInstanceOf(WrongThreadException.class);
                }
                return 0;
              })
          .get();
      assertThat(pair.first().recv(ByteBuffer.allocate(99))).isEqualTo(9);
    }
  }

  @Test
  void arena_closedDuringACall_isHeldOpen() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Arena direct = Arena.ofShared();
      MemorySegment buffer = direct.allocate(8);
      var call = Blocked.start(() -> pair.first().recv(buffer));
      call.untilInKernel(pair.first().fd());
      assertThatIllegalStateException().isThrownBy(direct::close);
      pair.second().send(MemorySegment.ofArray(new byte[] {5}));
      assertThat(call.get()).isEqualTo(1);
      assertThat(buffer.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 5);
      direct.close();
    }
  }

  /** A segment that the kernel reaches through an iovec only. */
  @Test
  void arenas_closedDuringAVectorCall_areHeldOpen() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      List<Arena> arenas = new ArrayList<>();
      MemorySegment[] buffers = new MemorySegment[8];
      for (int i = 0; i < buffers.length; i++) {
        arenas.add(Arena.ofShared());
        buffers[i] = arenas.get(i).allocate(1);
      }
      var call = Blocked.start(() -> pair.first().read(buffers));
      call.untilInKernel(pair.first().fd());
      for (Arena arena : arenas) {
        assertThatIllegalStateException().isThrownBy(arena::close);
      }
      pair.second().send(MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
      assertThat(call.get()).isEqualTo(8);
      assertThat(buffers[7].get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 8);
      arenas.forEach(Arena::close);
    }
  }

  /** A ninth arena is not held: its bytes go through a copy, and no freed memory is written. */
  @Test
  void ninthArena_closedDuringAVectorCall_isAnExceptionAfterwards() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Arena ninth = Arena.ofShared();
      MemorySegment[] buffers = new MemorySegment[9];
      for (int i = 0; i < 8; i++) {
        buffers[i] = Arena.ofAuto().allocate(1);
      }
      buffers[8] = ninth.allocate(1);
      var call = Blocked.start(() -> pair.first().read(buffers));
      call.untilInKernel(pair.first().fd());
      ninth.close();
      pair.second().send(MemorySegment.ofArray(new byte[9]));
      assertThat(call.thrown()).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  @SuppressWarnings("restricted") // the hatch that a user can open
  void wildPointer_isEfaultAndNoCrash() throws Exception {
    MemorySegment wild = MemorySegment.ofAddress(-4096).reinterpret(1024);
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.second().send(MemorySegment.ofArray(new byte[9]));
      assertErrno(Errno.EFAULT, () -> pair.first().recv(wild));
      assertErrno(Errno.EFAULT, () -> pair.first().send(wild));
      assertErrno(Errno.EFAULT, () -> pair.first().write(wild));
      assertErrno(Errno.EFAULT, () -> pair.first().getsockopt(1, 3, wild));
    }
  }

  /** The kernel measures this answer in instructions: 8 bytes each. */
  @Test
  void getsockopt_filter_staysInsideTheValue() throws Exception {
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM);
        Arena arena = Arena.ofConfined()) {
      socket.set(SO.ATTACH_FILTER, nCopies(64, new SockFilter(6, 0, 0, 0xffff)));
      MemorySegment whole = arena.allocate(4096).fill((byte) 0x55);
      int level = Platform.number("SOL_SOCKET");
      int filter = Platform.number("SO_GET_FILTER");
      assertErrno(Errno.EINVAL, () -> socket.getsockopt(level, filter, whole.asSlice(0, 64)));
      assertErrno(Errno.EINVAL, () -> socket.getsockopt(level, filter, whole.asSlice(0, 511)));
      assertThat(socket.getsockopt(level, filter, whole.asSlice(0, 512))).isEqualTo(512);
      assertThat(socket.getsockopt(level, filter, whole.asSlice(0, 600))).isEqualTo(512);
      for (byte b : whole.asSlice(512).toArray(ValueLayout.JAVA_BYTE)) {
        assertThat(b).isEqualTo((byte) 0x55);
      }
    }
  }

  /** The kernel takes from the value itself how many sources it may write there. */
  @Test
  void getsockopt_sourceFilterShorterThanItClaims_isRefused() throws Exception {
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      int level = Platform.number("SOL_IP");
      int[] ipFilter = {0, 0, 0, 2, 0};
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              socket.getsockopt(
                  level, Platform.number("IP_MSFILTER"), MemorySegment.ofArray(ipFilter)))
          .withMessage("imsf_numsrc is 2, which do not fit 20 bytes");
      int[] groupFilter = new int[36];
      groupFilter[35] = -1;
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              socket.getsockopt(
                  level, Platform.number("MCAST_MSFILTER"), MemorySegment.ofArray(groupFilter)))
          .withMessageStartingWith("gf_numsrc is 4294967295");
      assertErrno(
          Errno.EINVAL,
          () ->
              socket.getsockopt(
                  level, Platform.number("IP_MSFILTER"), MemorySegment.ofArray(new byte[3])));
    }
  }

  /** Position and limit are read once per call, which stays inside the buffer that it checked. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void buffer_thatAnotherThreadMoves_isNeverOverrun(boolean vector) throws Exception {
    MemorySegment whole = Arena.ofAuto().allocate(16384);
    ByteBuffer buffer = whole.asSlice(0, 8192).asByteBuffer();
    runWhile(
        () -> {
          buffer.position(0);
          buffer.position(8000);
        },
        socket -> {
          if (vector) {
            socket.read(buffer);
          } else {
            socket.recv(buffer);
          }
        });
    for (byte b : whole.asSlice(8192).toArray(ValueLayout.JAVA_BYTE)) {
      assertThat(b).isZero();
    }
  }

  private interface Receive {
    void from(Socket socket) throws IOException;
  }

  /** Receives bytes that are not zero, while another thread disturbs. */
  private static void runWhile(Runnable disturb, Receive receive) throws Exception {
    byte[] ones = new byte[8192];
    Arrays.fill(ones, (byte) 1);
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.first().nonblock(true);
      pair.second().nonblock(true);
      long received =
          Race.run(
              5000,
              disturb,
              () -> {
                pair.first().send(MemorySegment.ofArray(ones));
                try {
                  receive.from(pair.second());
                } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                  throw new ConcurrentModificationException(e); // reported, and nothing is written
                }
              });
      assertThat(received).isPositive();
    }
  }

  /** What the kernel counts for an option does not depend on who defined it. */
  @Test
  void get_filterByAnOptionOfTheUser_staysInsideTheValue() throws Exception {
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      socket.set(SO.ATTACH_FILTER, nCopies(64, new SockFilter(6, 0, 0, 0xffff)));
      int level = Platform.number("SOL_SOCKET");
      int filter = Platform.number("SO_GET_FILTER");
      assertErrno(Errno.EINVAL, () -> socket.get(Option.define("SHORT", level, filter).bytes(511)));
      assertThat(socket.get(Option.define("LONG", level, filter).bytes(512))).hasSize(512);
    }
  }

  @Test
  void getsockopt_zerocopyReceive_wouldWriteAnywhereAndIsRefused() throws Exception {
    MemorySegment victim = Arena.ofAuto().allocate(64);
    MemorySegment value = Arena.ofAuto().allocate(64, Long.BYTES);
    value.set(ValueLayout.JAVA_LONG, 24, victim.address()); // copybuf_address
    value.set(ValueLayout.JAVA_INT, 32, 64);
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      pair.first().send(MemorySegment.ofArray(new byte[] {1}));
      assertThat(pair.second().awaitReadable(Blocked.DEADLINE)).isTrue();
      assertThatThrownBy(() ->
              pair.second()
                  .getsockopt(
                      Platform.number("SOL_TCP"), Platform.number("TCP_ZEROCOPY_RECEIVE"), value))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThat(victim.get(ValueLayout.JAVA_BYTE, 0)).isZero();
    }
  }
}
