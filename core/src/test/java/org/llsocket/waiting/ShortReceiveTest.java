package org.llsocket.waiting;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.AF;
import org.llsocket.ErrnoException;
import org.llsocket.LeakCheck;
import org.llsocket.MSG;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.message.Message;
import org.llsocket.message.MessageBatch;
import org.llsocket.message.Rights;
import org.llsocket.option.Linger;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Loopback;

/**
 * A receive of a virtual thread that does not fill its buffer has emptied a TCP stream, so the next
 * one parks without trying first: it has to be woken for everything that arrives after that.
 */
@ExtendWith(LeakCheck.class)
class ShortReceiveTest {
  /** On the heap: native memory may be partly unmapped, so a short count proves nothing. */
  private final MemorySegment target = MemorySegment.ofArray(new byte[16]);

  private Socket.Pair pair;
  private Socket peer;
  private Socket socket;

  @BeforeEach
  void connect() throws IOException {
    take(Loopback.tcp(AF.INET));
  }

  private void take(Socket.Pair taken) {
    pair = taken;
    peer = pair.first();
    socket = pair.second();
  }

  @AfterEach
  void close() throws IOException {
    pair.close();
  }

  private static <T extends @Nullable Object> T virtually(Callable<T> call) throws IOException {
    return Blocked.startVirtual(call).get();
  }

  private static void send(Socket from, String text) throws IOException {
    from.send(ByteBuffer.wrap(text.getBytes(US_ASCII)));
  }

  private String received() throws IOException {
    int n = socket.recv(target);
    return n < 0 ? "end" : new String(target.asSlice(0, n).toArray(JAVA_BYTE), US_ASCII);
  }

  /** Has waited, so it is watched, and then has left space. */
  private void leaveSpace() throws IOException {
    Blocked<String> waiting = Blocked.startVirtual(this::received).untilInKernel(socket.fd());
    send(peer, "x");
    assertThat(waiting.get()).isEqualTo("x");
  }

  @Test
  void recv_afterOneThatLeftRoom_waitsForMore() throws IOException {
    for (int i = 0; i < 300; i++) {
      leaveSpace();
    }
  }

  @Test
  void recv_moreCameBefore_isReceived() throws IOException {
    for (int i = 0; i < 300; i++) {
      leaveSpace();
      send(peer, "more");
      assertThat(virtually(this::received)).isEqualTo("more");
    }
  }

  @Test
  void recv_moreThanRoom_theRestIsReceived() throws IOException {
    leaveSpace();
    send(peer, "0123456789abcdefmore");
    awaitPoller();

    assertThat(virtually(this::received)).isEqualTo("0123456789abcdef");
    assertThat(virtually(this::received)).isEqualTo("more");
  }

  @Test
  void recv_afterALook_isReceived() throws IOException {
    leaveSpace();
    send(peer, "few");
    awaitPoller();

    assertThat(virtually(() -> socket.recv(target, MSG.PEEK))).isEqualTo(3);
    assertThat(virtually(this::received)).isEqualTo("few");
  }

  @Test
  void recv_streamEndedWithTheData_isTheEnd() throws IOException {
    leaveSpace();
    send(peer, "x");
    peer.shutdown(SHUT.WR);
    awaitPoller();

    assertThat(virtually(this::received)).isEqualTo("x");
    assertThat(virtually(this::received)).isEqualTo("end");
    assertThat(virtually(this::received)).isEqualTo("end");
  }

  @Test
  void recv_resetBehindTheData_fails() throws IOException {
    leaveSpace();
    send(peer, "x");
    peer.set(SO.LINGER, new Linger(true, Duration.ZERO));
    peer.close();
    awaitPoller();

    assertThat(virtually(this::received)).isEqualTo("x");
    assertThatThrownBy(() -> virtually(this::received))
        .isInstanceOf(ErrnoException.class)
        .hasMessageContaining("ECONNRESET");
  }

  @Test
  void recv_streamEndedAfter_isTheEnd() throws IOException {
    leaveSpace();
    peer.shutdown(SHUT.WR);

    assertThat(virtually(this::received)).isEqualTo("end");
  }

  @Test
  void recv_shutDownHere_isTheEnd() throws IOException {
    leaveSpace();
    socket.shutdown(SHUT.RD);

    assertThat(virtually(this::received)).isEqualTo("end");
  }

  @Test
  void recv_resetAfter_fails() throws IOException {
    leaveSpace();
    peer.set(SO.LINGER, new Linger(true, Duration.ZERO));
    peer.close();

    assertThatThrownBy(() -> virtually(this::received))
        .isInstanceOf(ErrnoException.class)
        .hasMessageContaining("ECONNRESET");
  }

  @Test
  void recv_behindTheUrgentMark_isReceived() throws IOException {
    leaveSpace();
    peer.send(ByteBuffer.wrap(new byte[] {'a', 'b', 'u'}), MSG.OOB);
    send(peer, "c");
    awaitPoller();

    assertThat(virtually(this::received)).isEqualTo("ab");
    assertThat(virtually(this::received)).isEqualTo("c");
  }

  @Test
  void recv_lowWaterMarkMeanwhile_isReceived() throws IOException {
    leaveSpace();
    socket.set(SO.RCVLOWAT, 100);
    send(peer, "few");
    socket.set(SO.RCVLOWAT, 1);

    assertThat(virtually(this::received)).isEqualTo("few");
  }

  @Test
  void recv_timeout_isAgain() throws IOException {
    socket.set(SO.RCVTIMEO, Duration.ofMillis(50));
    leaveSpace();

    assertThat(virtually(() -> socket.recv(target))).isEqualTo(Socket.AGAIN);
    send(peer, "x");
    assertThat(virtually(this::received)).isEqualTo("x");
  }

  @Test
  void recv_closed_failsAsAlways() throws IOException {
    leaveSpace();
    socket.close();

    assertThatThrownBy(() -> virtually(this::received))
        .isExactlyInstanceOf(ClosedChannelException.class);
  }

  @Test
  void recv_twoReaders_getAll() throws IOException {
    leaveSpace();
    List<Blocked<String>> readers =
        List.of(
            Blocked.startVirtual(this::aByte).untilInKernel(socket.fd()),
            Blocked.startVirtual(this::aByte).untilInKernel(socket.fd()));
    send(peer, "ab");

    assertThat(List.of(readers.getFirst().get(), readers.getLast().get()))
        .containsExactlyInAnyOrder("a", "b");
  }

  private String aByte() throws IOException {
    MemorySegment one = Arena.ofAuto().allocate(1);
    socket.recv(one);
    return String.valueOf((char) one.get(JAVA_BYTE, 0));
  }

  /** A call that receives into a buffer. */
  interface Receive {
    long into(Socket socket, MemorySegment target, int flags) throws IOException;
  }

  static Stream<Named<Receive>> receives() {
    return Stream.of(
        Named.of("recv", Socket::recv),
        Named.of(
            "recvmsg",
            (socket, target, flags) -> socket.recvmsg(new Message().buffers(target), flags)),
        Named.of(
            "recvmmsg",
            (socket, target, flags) -> {
              MessageBatch batch = MessageBatch.builder().messages(1).dataCapacity(16).build();
              socket.recvmmsg(batch, flags | MSG.WAITFORONE);
              return batch.len(0);
            }));
  }

  /** The poller has reported all earlier events: it does so in order. */
  private static void awaitPoller() throws IOException {
    try (Socket.Pair other = Socket.pair(SOCK.STREAM)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      Blocked<Integer> waiting =
          Blocked.startVirtual(() -> other.second().recv(one)).untilInKernel(other.second().fd());
      send(other.first(), "x");
      assertThat(waiting.get()).isOne();
    }
  }

  /** No event reports the mark, at which a receive stops nevertheless. */
  @ParameterizedTest
  @MethodSource("receives")
  void recv_urgentByteWasTaken_whatIsBehindIsReceived(Receive receive) throws IOException {
    leaveSpace();
    assertThat(
            virtually(() -> {
              peer.send(ByteBuffer.wrap(new byte[] {'a', 'b', 'u'}), MSG.OOB);
              send(peer, "c");
              return receive.into(socket, target, MSG.OOB);
            }))
        .isOne();
    awaitPoller();

    assertThat(virtually(this::received)).isEqualTo("ab");
    assertThat(virtually(this::received)).isEqualTo("c");
  }

  /** Segments stay apart in the queue, and of one that does not fit nothing is taken. */
  @Test
  @SuppressWarnings("restricted") // a segment that does not say that it is mapped
  void recv_shortenedFileHadNoRoom_theRestIsReceived(@TempDir Path folder) throws IOException {
    int size = 1 << 20;
    int sent = 120_000;
    MemorySegment large = Arena.ofAuto().allocate(size);
    try (FileChannel file = FileChannel.open(folder.resolve("f"), Set.of(CREATE_NEW, READ, WRITE));
        Arena arena = Arena.ofShared()) {
      file.write(ByteBuffer.allocate(1), size - 1);
      MemorySegment mapped = file.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
      file.truncate(size / 16);
      MemorySegment disguised = mapped.reinterpret(size);
      for (Object data :
          List.of(mapped, mapped.asByteBuffer(), disguised, disguised.asByteBuffer())) {
        leaveSpace();
        assertThat(peer.send(large.asSlice(0, sent), MSG.DONTWAIT)).isEqualTo(sent);
        awaitPoller();

        int first =
            virtually(() ->
                data instanceof ByteBuffer buffer
                    ? socket.recv(buffer)
                    : socket.recv((MemorySegment) data));
        assertThat(first).isBetween(1, sent - 1);
        assertThat(virtually(() -> socket.recv(large))).isEqualTo(sent - first);
      }
    }
  }

  /** Under repair, bytes are put into the queue as if they had come. */
  @Test
  void recv_bytesPutIntoTheQueue_areReceived() throws IOException {
    Capability.NET_ADMIN.require();
    leaveSpace();
    socket.set(TCP.REPAIR, TCP.REPAIR_ON);
    socket.set(TCP.REPAIR_QUEUE, TCP.RECV_QUEUE);
    send(socket, "put");
    socket.set(TCP.REPAIR, TCP.REPAIR_OFF_NO_WP);

    assertThat(virtually(this::received)).isEqualTo("put");
  }

  @ParameterizedTest
  @MethodSource("receives")
  void recv_allAndTheEndWasThere_isWhatWasBefore(Receive receive) throws IOException {
    leaveSpace();
    send(peer, "abc");
    peer.shutdown(SHUT.WR);
    awaitPoller();

    assertThat(virtually(() -> receive.into(socket, target, MSG.WAITALL))).isEqualTo(3);
    assertThat(virtually(this::received)).isEqualTo("end");
  }

  /** A Unix stream stops behind the bytes that were sent with a descriptor. */
  @Test
  void recv_unixStreamStoppedBehindADescriptor_theRestIsReceived() throws IOException {
    close();
    take(Socket.pair(SOCK.STREAM));
    leaveSpace();
    Message message = new Message().controlCapacity(64).buffers(ByteBuffer.wrap(new byte[] {'a'}));
    message.control().add(Rights.of(socket));
    peer.sendmsg(message, 0);
    send(peer, "b");

    assertThat(virtually(this::received)).isEqualTo("a");
    assertThat(virtually(this::received)).isEqualTo("b");
  }
}
