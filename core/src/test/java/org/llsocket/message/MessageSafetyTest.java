package org.llsocket.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llsocket.message.Messages.assertErrno;
import static org.llsocket.message.Messages.send;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.LeakCheck;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.datagram.DatagramReceiver;
import org.llsocket.option.SO;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Loopback;

/** Memory, threads, sizes and flags that are not as they should be. */
@ExtendWith(LeakCheck.class)
@SuppressWarnings("try") // closing within is what is tested
class MessageSafetyTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void arenas_closedDuringAReceive_areHeldOpen(int count) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        var message = new Message().controlCapacity(64)) {
      List<Arena> arenas = new ArrayList<>();
      var buffers = new MemorySegment[count];
      for (int i = 0; i < count; i++) {
        arenas.add(Arena.ofShared());
        buffers[i] = arenas.get(i).allocate(1);
      }
      var call = Blocked.start(() -> pair.first().recvmsg(message.buffers(buffers), 0));
      call.untilInKernel(pair.first().fd());
      for (Arena arena : arenas) {
        assertThatIllegalStateException().isThrownBy(arena::close);
      }
      pair.second().send(MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
      assertThat(call.get()).isEqualTo(count);
      assertThat(buffers[count - 1].get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) count);
      arenas.forEach(Arena::close);
      assertThatIllegalStateException().isThrownBy(() -> pair.first().recvmsg(message, 0));
    }
  }

  /**
   * Of a ninth arena, of the heap, of a virtual thread that has a platform thread make the call.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void buffers_ofManyArenasAndTheHeap_areFilled(boolean virtual) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        var message = new Message().controlCapacity(64);
        Arena arena = Arena.ofShared()) {
      List<ByteBuffer> buffers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Arena each = i % 2 == 0 ? arena : Arena.ofAuto();
        buffers.add(i % 3 == 0 ? ByteBuffer.allocate(2) : each.allocate(2).asByteBuffer());
      }
      message.buffers(buffers.toArray(ByteBuffer[]::new));
      var bytes = new byte[24];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) i;
      }
      var call =
          virtual
              ? Blocked.startVirtual(() -> pair.first().recvmsg(message, MSG.WAITALL))
              : Blocked.start(() -> pair.first().recvmsg(message, MSG.WAITALL));
      call.untilInKernel(pair.first().fd());
      pair.second().send(ByteBuffer.wrap(bytes, 0, 5));
      pair.second().send(ByteBuffer.wrap(bytes, 5, 19));
      assertThat(call.get()).isEqualTo(24);
      for (int i = 0; i < 12; i++) {
        assertThat(buffers.get(i).remaining()).isZero();
        assertThat(buffers.get(i).get(0)).isEqualTo((byte) (2 * i));
        assertThat(buffers.get(i).get(1)).isEqualTo((byte) (2 * i + 1));
      }
    }
  }

  @Test
  void buffer_confinedToAnotherThread_isRefusedAndNothingIsReceived() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM);
        var message = new Message();
        Arena arena = Arena.ofConfined()) {
      pair.second().send(ByteBuffer.allocate(3));
      message.buffers(arena.allocate(3));
      var call = Blocked.start(() -> pair.first().recvmsg(message, 0));
      assertThat(call.thrown()).isInstanceOf(WrongThreadException.class);
      assertThat(pair.first().recvmsg(message, 0)).isEqualTo(3);
    }
  }

  @Test
  void otherThread_duringACall_isRefusedAndItsCloseIsDeferred() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM);
        var message = new Message().controlCapacity(64)) {
      message.buffers(ByteBuffer.allocate(1));
      var call = Blocked.start(() -> pair.first().recvmsg(message, 0));
      call.untilInKernel(pair.first().fd());
      assertThatIllegalStateException().isThrownBy(() -> pair.first().recvmsg(message, 0));
      assertThatIllegalStateException().isThrownBy(() -> pair.first().sendmsg(message, 0));
      assertThatIllegalStateException().isThrownBy(() -> message.buffers(new ByteBuffer[0]));
      assertThatIllegalStateException().isThrownBy(() -> message.buffers(new MemorySegment[0]));
      assertThatIllegalStateException().isThrownBy(() -> message.name(null));
      assertThatIllegalStateException().isThrownBy(() -> message.controlCapacity(1000));
      assertThatIllegalStateException().isThrownBy(() -> message.control().clear());
      assertThatIllegalStateException().isThrownBy(() -> message.control().add(new Ttl(1)));
      message.close();
      message.close();
      send(pair.second(), Rights.of(pair.first()));
      assertThat(call.get()).isEqualTo(1);
      assertThat(message.control()).isEmpty(); // and its descriptor is closed
      assertThatIllegalStateException()
          .isThrownBy(() -> pair.first().recvmsg(message, 0))
          .withMessageContaining("closed");
    }
  }

  @Test
  void buffers_tooMany_areRefusedNamingTheLimit() {
    try (var message = new Message()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> message.buffers(new ByteBuffer[1025]))
          .withMessageContaining("1025")
          .withMessageContaining("1024");
      var some = new MemorySegment[1024];
      assertThatThrownBy(() -> message.buffers(some)).isInstanceOf(NullPointerException.class);
      Arrays.fill(some, MemorySegment.ofArray(new byte[1]));
      message.buffers(some);
    }
  }

  @Test
  void receive_intoReadOnlyBufferOrImmutableName_isRefused() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM);
        var message = new Message()) {
      send(pair.second());
      message.buffers(ByteBuffer.allocate(1).asReadOnlyBuffer());
      assertThatIllegalArgumentException().isThrownBy(() -> pair.first().recvmsg(message, 0));
      message.buffers(ByteBuffer.allocate(1)).name(SockAddr.inet("127.0.0.1", 1));
      assertThatIllegalArgumentException().isThrownBy(() -> pair.first().recvmsg(message, 0));
      message.name(new SockAddrBuffer());
      assertThatIllegalArgumentException().isThrownBy(() -> pair.first().sendmsg(message, 0));
      assertThat(pair.first().recvmsg(message, 0)).isEqualTo(1);
    }
  }

  @Test
  void truncation_received_isReportedAndTheRealLengthWithMsgTrunc() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        var message = new Message()) {
      var buffer = ByteBuffer.allocate(10);
      send(pair.first(), pair.second().getsockname(), 100);
      assertThat(pair.second().recvmsg(message.buffers(buffer), MSG.PEEK)).isEqualTo(10);
      assertThat(message.isTruncated()).isTrue();
      assertThat(message.isControlTruncated()).isFalse();
      assertThat(pair.second().recvmsg(message.buffers(buffer.clear()), MSG.TRUNC)).isEqualTo(100);
      assertThat(message.isTruncated()).isTrue();
      assertThat(buffer.remaining()).isZero();
      send(pair.first(), pair.second().getsockname(), 0);
      assertThat(pair.second().recvmsg(message.buffers(buffer.clear()), 0)).isZero();
      assertThat(message.isTruncated()).isFalse();
      assertThat(pair.second().recvmsg(message.buffers(buffer), MSG.DONTWAIT))
          .isEqualTo(Socket.AGAIN);
    }
  }

  @Test
  void recvmsg_endAndTimeout_areAsOfRecv() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        var message = new Message()) {
      message.buffers(ByteBuffer.allocate(10));
      assertThatThrownBy(() -> pair.first().recvmsg(message, 0, Duration.ofMillis(20)))
          .isInstanceOf(SocketTimeoutException.class);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> pair.first().recvmsg(message, 0, Duration.ofNanos(-1)));
      var call = Blocked.start(() -> pair.first().recvmsg(message, 0, Blocked.DEADLINE));
      pair.second().send(ByteBuffer.allocate(4));
      assertThat(call.get()).isEqualTo(4);
      pair.second().close();
      assertThat(pair.first().recvmsg(message, 0)).isEqualTo(Descriptor.EOF);
      assertErrno(
          Errno.EPIPE, () -> pair.first().sendmsg(message.buffers(ByteBuffer.allocate(1)), 0));
      pair.first().close();
      assertThatThrownBy(() -> pair.first().recvmsg(message, 0))
          .isInstanceOf(ClosedChannelException.class);
    }
  }

  /** Name and control data go with the first part. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sendmsg_longerThanTheSocketBuffer_isSentWholeWithItsDescriptorsOnce(boolean virtual)
      throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        var message = new Message().controlCapacity(64)) {
      int size = 3_000_000;
      var bytes = ByteBuffer.allocate(size);
      bytes.put(size - 1, (byte) 7);
      message.buffers(ByteBuffer.allocateDirect(1), bytes).control().add(Rights.of(pair.first()));
      var call =
          virtual
              ? Blocked.startVirtual(() -> pair.first().sendmsg(message, 0))
              : Blocked.start(() -> pair.first().sendmsg(message, 0));
      call.untilInKernel(pair.first().fd());
      var all = ByteBuffer.allocate(size + 1);
      int rights = 0;
      try (var part = new Message().controlCapacity(64)) {
        part.buffers(all);
        while (all.hasRemaining()) {
          assertThat(pair.second().recvmsg(part, 0)).isPositive();
          rights += part.control().get(Rights.class) == null ? 0 : 1;
        }
      }
      assertThat(call.get()).isEqualTo(size + 1);
      assertThat(rights).isEqualTo(1);
      assertThat(all.get(size)).isEqualTo((byte) 7);
      assertThat(bytes.remaining()).isZero();
    }
  }

  /** A descriptor that is closed while its message waits for buffer space is held, and arrives. */
  @Test
  void descriptor_closedWhileItsMessageIsSent_isNotReplaced() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Socket.Pair passed = Socket.pair(SOCK.STREAM);
        var message = new Message().controlCapacity(64)) {
      Loopback.fill(pair.first());
      message.buffers(ByteBuffer.allocate(1)).control().add(Rights.of(passed.first()));
      var call = Blocked.start(() -> pair.first().sendmsg(message, 0));
      call.untilInKernel(pair.first().fd());
      int number = passed.first().fd();
      passed.first().close();
      // what takes its place opens nothing to a peer that gets it
      assertThat(Path.of("/proc/self/fd/" + number).toRealPath()).hasToString("/dev/null");
      try (Socket other = Loopback.bound(AF.INET, SOCK.DGRAM)) {
        assertThat(other.fd()).isNotEqualTo(number); // which is not given away meanwhile
        drain(pair.second());
        assertThat(call.get()).isEqualTo(1);
      }
    }
  }

  /** A copy is used again when the kernel may not have sent yet. */
  @Test
  void zeroCopy_ofHeapOrManyArenas_isRefused() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET);
        var message = new Message()) {
      pair.first().set(SO.ZEROCOPY, true);
      var buffers = new MemorySegment[9];
      Arrays.setAll(buffers, _ -> Arena.ofAuto().allocate(1));
      message.buffers(buffers);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> pair.first().sendmsg(message, MSG.ZEROCOPY))
          .withMessageContaining("8 arenas");
      message.buffers(ByteBuffer.allocate(1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> pair.first().sendmsg(message, MSG.ZEROCOPY))
          .withMessageContaining("heap");
      assertThat(pair.first().sendmsg(message.buffers(Arrays.copyOf(buffers, 8)), MSG.ZEROCOPY))
          .isEqualTo(8);
    }
  }

  /** A datagram socket knows no urgent data, and waits. */
  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void urgentFlag_onADatagramSocket_waitsAsWithoutIt(boolean virtual, boolean plain)
      throws Exception {
    try (Socket socket = Loopback.bound(AF.INET, SOCK.DGRAM);
        var message = new Message()) {
      message.buffers(ByteBuffer.allocate(9));
      var thread = new Thread[1];
      Callable<Integer> receive =
          () -> {
            thread[0] = Thread.currentThread();
            return plain
                ? socket.recv(ByteBuffer.allocate(9), MSG.OOB)
                : socket.recvmsg(message, MSG.OOB);
          };
      var call = virtual ? Blocked.startVirtual(receive) : Blocked.start(receive);
      call.untilInKernel(socket.fd());
      thread[0].interrupt();
      assertThat(call.thrown()).isInstanceOf(ClosedByInterruptException.class);
    }
  }

  /** A handler that writes where it should not changes data, and no address of the kernel's. */
  @Test
  void handler_writingEverywhere_reachesDataOnly() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        DatagramReceiver receiver =
            DatagramReceiver.builder(pair.second())
                .messages(2)
                .datagramSize(9)
                .controlCapacity(64)
                .offload(false)
                .build()) {
      DatagramReceiver.Handler handler =
          (memory, offset, length, _, _) -> {
            assertThat(memory.get(ValueLayout.JAVA_BYTE, offset)).isEqualTo((byte) 7);
            assertThat(length).isOne();
            assertThat(memory.byteSize()).isEqualTo(9);
            memory.fill((byte) -1);
          };
      for (int i = 0; i < 3; i++) {
        pair.first().send(ByteBuffer.wrap(new byte[] {7}));
        assertThat(receiver.recvmmsg(handler, 0)).isOne();
      }
    }
  }

  /**
   * A batch that fills the receiver's queue waits for SO_SNDTIMEO once: it ends before two waits
   * that began earlier, of which the second is a little shorter.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sendmmsg_toAFullUnixQueue_timesOutOnce(boolean virtual) throws Exception {
    var timeout = Duration.ofSeconds(2);
    try (Socket from = Socket.open(AF.UNIX, SOCK.DGRAM);
        Socket to = Socket.open(AF.UNIX, SOCK.DGRAM);
        var batch = MessageBatch.builder().messages(1000).dataCapacity(1).build()) {
      to.bind(SockAddr.unnamed()); // a name of the kernel's
      from.set(SO.SNDTIMEO, timeout);
      SockAddr name = to.getsockname();
      for (int i = 0; i < batch.count(); i++) {
        batch.size(i, 1).name(i, name);
      }
      Blocked<Integer> twice = Blocked.start(() -> receiveTwice(timeout));
      long start = System.nanoTime();
      Callable<Integer> send = () -> from.sendmmsg(batch, 0);
      var call = virtual ? Blocked.startVirtual(send) : Blocked.start(send);
      assertThat(call.get()).isBetween(1, 999);
      assertThat(twice.isDone()).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(timeout);
      assertThat(twice.get()).isZero();
    }
  }

  /** Waits for data that does not arrive: the timeout, and then 100 ms less. */
  private static int receiveTwice(Duration timeout) throws IOException {
    try (Socket.Pair idle = Socket.pair(SOCK.DGRAM)) {
      assertThat(idle.first().awaitReadable(timeout)).isFalse();
      assertThat(idle.first().awaitReadable(timeout.minusMillis(100))).isFalse();
      return 0;
    }
  }

  private static void drain(Socket socket) throws IOException {
    var buffer = ByteBuffer.allocate(1 << 16);
    while (socket.recv(buffer.clear(), MSG.DONTWAIT) > 0) {
      Thread.onSpinWait();
    }
  }
}
