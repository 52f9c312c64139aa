package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.message.Message;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Race;

/** Buffers whose position and limit another thread moves during a call. */
@ExtendWith(LeakCheck.class)
class MovedBufferTest {
  private static final int SIZE = 64;

  /** The memory of a buffer; each is a part of memory that is larger. */
  enum Memory {
    HEAP,
    DIRECT,
    READ_ONLY;

    ByteBuffer around(int size) {
      return this == DIRECT ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
    }

    /** A view of the first bytes, as a user would pass it. */
    ByteBuffer view(ByteBuffer around, int size) {
      ByteBuffer slice = around.slice(0, size);
      return this == READ_ONLY ? slice.asReadOnlyBuffer() : slice;
    }
  }

  /** A call that moves the bytes of one buffer. */
  private interface Call {
    long on(Socket socket, ByteBuffer buffer) throws IOException;
  }

  @SuppressWarnings("ImmutableEnumChecker") // method references
  enum Way {
    PLAIN(Socket::recv, Socket::send),
    VECTOR(MovedBufferTest::read, MovedBufferTest::write),
    MESSAGE(MovedBufferTest::recvmsg, MovedBufferTest::sendmsg);

    private final Call receive;
    private final Call send;

    Way(Call receive, Call send) {
      this.receive = receive;
      this.send = send;
    }
  }

  private static long read(Socket socket, ByteBuffer buffer) throws IOException {
    return socket.read(buffer);
  }

  private static long write(Socket socket, ByteBuffer buffer) throws IOException {
    return socket.write(buffer);
  }

  private static long recvmsg(Socket socket, ByteBuffer buffer) throws IOException {
    try (var message = new Message()) {
      return socket.recvmsg(message.buffers(buffer), 0);
    }
  }

  private static long sendmsg(Socket socket, ByteBuffer buffer) throws IOException {
    try (var message = new Message()) {
      return socket.sendmsg(message.buffers(buffer), 0);
    }
  }

  record Case(Way way, Memory memory, boolean virtual) {
    Blocked<Long> start(Callable<Long> call) {
      return virtual ? Blocked.startVirtual(call) : Blocked.start(call);
    }
  }

  static List<Case> cases() {
    List<Case> all = new ArrayList<>();
    for (Way way : Way.values()) {
      for (Memory memory : Memory.values()) {
        all.add(new Case(way, memory, false));
        all.add(new Case(way, memory, true));
      }
    }
    return all;
  }

  static Stream<Case> receives() {
    return cases().stream().filter(each -> each.memory() != Memory.READ_ONLY);
  }

  @ParameterizedTest
  @MethodSource("receives")
  void receive_positionMovedWhileItWaits_fillsTheRangeReadFirst(Case what) throws Exception {
    ByteBuffer around = what.memory().around(SIZE);
    ByteBuffer mine = what.memory().view(around, 16).position(2);
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Blocked<Long> call = what.start(() -> what.way().receive.on(pair.first(), mine));
      call.untilInKernel(pair.first().fd());
      mine.position(16);
      pair.second().send(ones(12));
      assertThat(call.get()).isEqualTo(12);
    }
    assertThat(mine.position()).isEqualTo(14);
    for (int i = 0; i < SIZE; i++) {
      assertThat(around.get(i)).as("byte %s", i).isEqualTo((byte) (i >= 2 && i < 14 ? 1 : 0));
    }
  }

  @ParameterizedTest
  @MethodSource("receives")
  void receive_limitLoweredWhileItWaits_leavesThePositionAtTheLimit(Case what) throws Exception {
    ByteBuffer around = what.memory().around(SIZE);
    ByteBuffer mine = what.memory().view(around, 16);
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Blocked<Long> call = what.start(() -> what.way().receive.on(pair.first(), mine));
      call.untilInKernel(pair.first().fd());
      mine.limit(3);
      pair.second().send(ones(12));
      assertThat(call.get()).isEqualTo(12);
    }
    assertThat(mine.position()).isEqualTo(3);
    assertThat(around.get(11)).isEqualTo((byte) 1);
  }

  /** The parts that follow are of the range that was read first. */
  @ParameterizedTest
  @MethodSource("cases")
  void send_positionMovedBetweenItsParts_sendsTheRangeReadFirst(Case what) throws Exception {
    int size = 4 << 20; // more than a socket takes at once
    ByteBuffer around = what.memory().around(size + 1);
    for (int i = 0; i < size; i++) {
      around.put(i, (byte) (i % 251));
    }
    ByteBuffer mine = what.memory().view(around, size);
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Blocked<Long> call = what.start(() -> what.way().send.on(pair.first(), mine));
      ByteBuffer got = ByteBuffer.allocate(size);
      if (what.way() == Way.VECTOR && what.virtual()) {
        pair.second().recv(got, MSG.PEEK); // it writes what fits
        got.clear();
      } else {
        call.untilInKernel(pair.first().fd());
      }
      mine.limit(size / 2).position(size / 4);
      mine.limit(size);
      long all = 0;
      while (all < size && pair.second().awaitReadable(Blocked.DEADLINE)) {
        all += pair.second().recv(got, MSG.DONTWAIT); // writev(2) of nothing sends nothing
        if (what.way() == Way.VECTOR && what.virtual() && all == call.get()) {
          break;
        }
      }
      assertThat(call.get()).isEqualTo(all);
      for (int i = 0; i < all; i++) {
        if (got.get(i) != (byte) (i % 251)) {
          throw new AssertionError("byte " + i + " of " + all + " is another one");
        }
      }
    }
  }

  /** A datagram is a part of the buffer, and holds nothing of an earlier call. */
  @ParameterizedTest
  @MethodSource("cases")
  void send_whilePositionsMove_sendsPartsOfTheBuffer(Case what) throws Exception {
    ByteBuffer around = what.memory().around(SIZE);
    for (int i = 0; i < SIZE; i++) {
      around.put(i, (byte) i);
    }
    ByteBuffer mine = what.memory().view(around, SIZE);
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      Blocked<Long> call =
          what.start(() ->
              whileMoved(
                  mine,
                  () -> {
                    pair.first()
                        .send(ByteBuffer.allocate(SIZE).put(0, (byte) 99)); // an earlier call's
                    pair.second().recv(ByteBuffer.allocate(SIZE));
                    long n = what.way().send.on(pair.first(), mine);
                    ByteBuffer got = ByteBuffer.allocate(2 * SIZE);
                    pair.second().recv(got, MSG.DONTWAIT); // writev(2) of nothing sends nothing
                    assertThat(got.position()).isEqualTo((int) n);
                    for (int i = 1; i < n; i++) {
                      assertThat(got.get(i)).isEqualTo((byte) (got.get(0) + i));
                    }
                  }));
      assertThat(call.get()).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("receives")
  void receive_whilePositionsMove_staysInsideTheBuffer(Case what) throws Exception {
    ByteBuffer around = what.memory().around(3 * SIZE);
    ByteBuffer mine = what.memory().view(around, SIZE);
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      Blocked<Long> call =
          what.start(() ->
              whileMoved(
                  mine,
                  () -> {
                    pair.first().send(ones(SIZE));
                    try {
                      assertThat(what.way().receive.on(pair.second(), mine))
                          .isBetween(0L, (long) SIZE);
                    } finally {
                      pair.second().recv(ByteBuffer.allocate(1), MSG.DONTWAIT); // not received
                    }
                  }));
      assertThat(call.get()).isPositive();
    }
    for (int i = SIZE; i < 3 * SIZE; i++) {
      assertThat(around.get(i)).as("byte %s", i).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Memory.class)
  void position_afterASend_isBehindTheBytesSent(Memory memory) throws Exception {
    ByteBuffer mine = memory.view(memory.around(SIZE), SIZE).position(7).limit(19);
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      assertThat(pair.first().send(mine)).isEqualTo(12);
      assertThat(mine.position()).isEqualTo(19);
    }
  }

  /** Repeats rounds while another thread moves position and limit; returns how many returned. */
  private static long whileMoved(ByteBuffer buffer, Race.Round round) throws IOException {
    return Race.run(
        500,
        () -> {
          buffer.limit(SIZE);
          buffer.position(SIZE - 1);
          buffer.position(1);
          buffer.limit(SIZE / 2);
        },
        round);
  }

  private static ByteBuffer ones(int size) {
    byte[] ones = new byte[size];
    Arrays.fill(ones, (byte) 1);
    return ByteBuffer.wrap(ones);
  }
}
