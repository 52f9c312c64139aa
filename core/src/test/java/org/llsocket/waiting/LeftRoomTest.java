package org.llsocket.waiting;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.AF;
import org.llsocket.ErrnoException;
import org.llsocket.LeakCheck;
import org.llsocket.MSG;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.message.Message;
import org.llsocket.message.Rights;
import org.llsocket.option.Linger;
import org.llsocket.option.SO;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Loopback;

/**
 * A virtual thread's receive that leaves room in its buffer has emptied a TCP stream, so the next
 * one waits without asking the kernel again: whatever comes then, it has to hear of it.
 */
@ExtendWith(LeakCheck.class)
class LeftRoomTest {
  private final MemorySegment room = Arena.ofAuto().allocate(16);
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
    int n = socket.recv(room);
    return n < 0 ? "end" : new String(room.asSlice(0, n).toArray(JAVA_BYTE), US_ASCII);
  }

  /** Has waited, so it is watched, and then has left room. */
  private void leaveRoom() throws IOException {
    Blocked<String> waiting = Blocked.startVirtual(this::received).untilInKernel(socket.fd());
    send(peer, "x");
    assertThat(waiting.get()).isEqualTo("x");
  }

  @Test
  void recv_afterOneThatLeftRoom_waitsForMore() throws IOException {
    for (int i = 0; i < 300; i++) {
      leaveRoom();
    }
  }

  @Test
  void recv_moreCameBefore_isReceived() throws IOException {
    for (int i = 0; i < 300; i++) {
      leaveRoom();
      send(peer, "more");
      assertThat(virtually(this::received)).isEqualTo("more");
    }
  }

  @Test
  void recv_streamEndedWithTheData_isTheEnd() throws IOException {
    Blocked<String> waiting = Blocked.startVirtual(this::received).untilInKernel(socket.fd());
    send(peer, "x");
    peer.shutdown(SHUT.WR);

    assertThat(waiting.get()).isEqualTo("x");
    assertThat(virtually(this::received)).isEqualTo("end");
    assertThat(virtually(this::received)).isEqualTo("end");
  }

  @Test
  void recv_streamEndedAfter_isTheEnd() throws IOException {
    leaveRoom();
    peer.shutdown(SHUT.WR);

    assertThat(virtually(this::received)).isEqualTo("end");
  }

  @Test
  void recv_shutDownHere_isTheEnd() throws IOException {
    leaveRoom();
    socket.shutdown(SHUT.RD);

    assertThat(virtually(this::received)).isEqualTo("end");
  }

  @Test
  void recv_resetAfter_fails() throws IOException {
    leaveRoom();
    peer.set(SO.LINGER, new Linger(true, Duration.ZERO));
    peer.close();

    assertThatThrownBy(() -> virtually(this::received))
        .isInstanceOf(ErrnoException.class)
        .hasMessageContaining("ECONNRESET");
  }

  @Test
  void recv_behindTheUrgentMark_isReceived() throws IOException {
    leaveRoom();
    Blocked<String> waiting = Blocked.startVirtual(this::received).untilInKernel(socket.fd());
    peer.send(ByteBuffer.wrap(new byte[] {'a', 'b', 'u'}), MSG.OOB);
    send(peer, "c");
    String first = waiting.get();
    String second = virtually(this::received);

    assertThat(first + second).isEqualTo("abc");
  }

  @Test
  void recv_lowWaterMarkMeanwhile_isReceived() throws IOException {
    leaveRoom();
    socket.set(SO.RCVLOWAT, 100);
    send(peer, "few");
    socket.set(SO.RCVLOWAT, 1);

    assertThat(virtually(this::received)).isEqualTo("few");
  }

  @Test
  void recv_timeout_isAgain() throws IOException {
    socket.set(SO.RCVTIMEO, Duration.ofMillis(50));
    leaveRoom();

    assertThat(virtually(() -> socket.recv(room))).isEqualTo(Socket.AGAIN);
    send(peer, "x");
    assertThat(virtually(this::received)).isEqualTo("x");
  }

  @Test
  void recv_closed_failsAsAlways() throws IOException {
    leaveRoom();
    socket.close();

    assertThatThrownBy(() -> virtually(this::received))
        .isExactlyInstanceOf(ClosedChannelException.class);
  }

  @Test
  void recv_twoReaders_getAll() throws IOException {
    leaveRoom();
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

  /** A Unix stream stops behind what came with a descriptor. */
  @Test
  void recv_unixStreamStoppedBehindADescriptor_theRestIsReceived() throws IOException {
    close();
    take(Socket.pair(SOCK.STREAM));
    leaveRoom();
    Message message = new Message(64).buffers(ByteBuffer.wrap(new byte[] {'a'}));
    message.control().add(Rights.of(socket));
    message.sendmsg(peer, 0);
    send(peer, "b");

    assertThat(virtually(this::received)).isEqualTo("a");
    assertThat(virtually(this::received)).isEqualTo("b");
  }
}
