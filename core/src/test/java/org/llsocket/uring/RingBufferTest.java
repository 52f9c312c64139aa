package org.llsocket.uring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.option.SO;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Loopback;

/** Who may use a buffer; queues that are full and buffers that are short lose nothing. */
class RingBufferTest extends WithRing {
  // ---- ownership

  @Test
  void operation_withABufferOfAnotherRing_isRefused() throws IOException {
    try (Ring other = Ring.open(Rings.SMALL);
        Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      RingBuffer foreign = other.allocate(8);
      RingFile file = ring.file(pair.first());
      assertThatThrownBy(() -> ring.send(file, foreign, 0, 8, 0, note, ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another ring");
      assertThatThrownBy(() -> ring.recv(file, foreign, 0, 8, 0, note, ""))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> ring.read(file, foreign, 0, 8, -1, note, ""))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(file.inFlight()).isZero();
    }
  }

  @Test
  void operation_withABufferThatWasGivenBack_isRefusedAndHasNotBegun() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      List<RingBuffer> seen = new ArrayList<>();
      RingFile file = ring.file(pair.first());
      long id =
          ring.recv(
              file,
              ring.buffers(1, 4),
              0,
              (recv, _) -> {
                if (recv.buffer() != null) {
                  seen.add(recv.buffer());
                }
              },
              null);
      pair.second().send(ByteBuffer.allocate(4));
      Rings.until(ring, () -> seen.size() == 1);
      assertThatThrownBy(() -> ring.send(file, seen.getFirst(), 0, 4, 0, note, ""))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("given back");
      assertThatThrownBy(seen.getFirst()::retain).isInstanceOf(IllegalStateException.class);
      assertThat(file.inFlight()).as("the receive alone").isEqualTo(1);
      ring.cancel(id);
      Rings.until(ring, () -> ring.inFlight() == 0);
    }
  }

  @Test
  void retainRelease_byAnotherThread_areRefused() throws IOException {
    RingBuffer buffer = ring.allocate(8);
    assertThat(Blocked.start(() -> retained(buffer)).thrown())
        .isInstanceOf(WrongThreadException.class);
    buffer.retain();
    assertThat(Blocked.start(() -> released(buffer)).thrown())
        .isInstanceOf(WrongThreadException.class);
    assertThat(buffer.isInUse()).isTrue();
  }

  private static boolean retained(RingBuffer buffer) {
    buffer.retain();
    return true;
  }

  private static boolean released(RingBuffer buffer) {
    buffer.release();
    return true;
  }

  /** What the peer has not taken yet are pages that the kernel holds. */
  @Test
  void ringClosed_beforeTheNotificationOfASend_theHandlerGetsItsLastCompletion()
      throws IOException {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      pair.second().set(SO.RCVBUF, 4096);
      pair.first().set(SO.SNDBUF, 1 << 20);
      RingBuffer buffer = ring.allocate(1 << 20);
      List<String> seen = new ArrayList<>();
      ring.sendZc(
          ring.file(pair.first()),
          buffer,
          0,
          1 << 20,
          0,
          (send, _) ->
              seen.add(send.isLast() + (send.isNotification() ? " unused" : " " + send.result())),
          null);
      Rings.until(ring, () -> !seen.isEmpty());
      ring.close();
      assertThat(seen).hasSize(2);
      assertThat(seen.getFirst()).startsWith("false ");
      assertThat(seen.getLast()).isEqualTo("true unused");
      assertThat(ring.inFlight()).isZero();
    }
  }

  // ---- full queues

  /** The queue holds 16; the kernel keeps the others. */
  @Test
  void recv_moreCompletionsThanTheQueueHolds_eachIsDelivered() throws IOException {
    int count = 100;
    int[] received = new int[count];
    List<Socket.Pair> pairs = new ArrayList<>();
    BufferRing buffers = ring.buffers(128, 64);
    for (int i = 0; i < count; i++) {
      Socket.Pair pair = Socket.pair(SOCK.STREAM);
      pairs.add(pair);
      ring.recv(
          ring.file(pair.first()),
          buffers,
          0,
          (recv, index) -> received[index] += Math.max(recv.result(), 0),
          i);
    }
    for (int round = 1; round <= 3; round++) {
      for (int i = 0; i < count; i++) {
        pairs.get(i).second().send(ByteBuffer.allocate(1 + i % 50));
      }
      int times = round;
      Rings.until(ring, () -> isAll(received, times));
      assertThat(ring.inFlight()).isEqualTo(count);
    }
    for (Socket.Pair pair : pairs) {
      pair.close();
    }
    Rings.until(ring, () -> ring.inFlight() == 0);
    assertThat(isAll(received, 3)).isTrue();
  }

  private static boolean isAll(int[] received, int times) {
    for (int i = 0; i < received.length; i++) {
      if (received[i] != times * (1 + i % 50)) {
        return false;
      }
    }
    return true;
  }

  @Test
  void acceptDirect_moreConnectionsThanTheQueueHolds_eachIsDelivered() throws IOException {
    int count = 60; // of 64 files
    List<Socket> clients = new ArrayList<>();
    List<RingFile> accepted = new ArrayList<>();
    try (Socket listener = Loopback.listener(AF.INET)) {
      for (int i = 0; i < count; i++) {
        Socket client = Socket.open(AF.INET, SOCK.STREAM);
        clients.add(client);
        client.connect(listener.getsockname());
      }
      ring.acceptDirect(
          ring.file(listener),
          (accept, _) -> {
            if (accept.result() >= 0) {
              accepted.add(Objects.requireNonNull(accept.acceptedFile()));
            }
          },
          null);
      Rings.until(ring, () -> accepted.size() == count);
      assertThat(accepted).doesNotHaveDuplicates();
      accepted.forEach(RingFile::close);
      Rings.until(ring, () -> accepted.stream().noneMatch(RingFile::isOpen));
      for (Socket client : clients) {
        ring.await(java.time.Duration.ZERO);
        assertThat(client.recv(ByteBuffer.allocate(1), 0, Blocked.DEADLINE)).isEqualTo(Socket.EOF);
        client.close();
      }
    }
    Rings.until(ring, () -> ring.inFlight() == 0);
  }

  /** Many more receivers than buffers, some of which are kept for a while. */
  @Test
  void recv_moreReceiversThanBuffers_allDataArrivesInOrder() throws IOException {
    int count = 40;
    int each = 200;
    List<Socket.Pair> pairs = new ArrayList<>();
    int[] received = new int[count];
    List<RingBuffer> kept = new ArrayList<>();
    BufferRing buffers = ring.buffers(2, 16);
    Ring.Handler<Integer> handler =
        (recv, index) -> {
          RingBuffer buffer = recv.buffer();
          if (buffer != null) {
            for (int i = 0; i < recv.result(); i++) {
              int value = buffer.memory().get(ValueLayout.JAVA_BYTE, i) & 0xff;
              assertThat(value).isEqualTo((index + received[index]++) & 0xff);
            }
            buffer.retain();
            kept.add(buffer);
            ring.nop((_, _) -> kept.removeFirst().release(), null);
          }
        };
    for (int i = 0; i < count; i++) {
      Socket.Pair pair = Socket.pair(SOCK.STREAM);
      pairs.add(pair);
      ByteBuffer data = ByteBuffer.allocate(each);
      for (int at = 0; at < each; at++) {
        data.put((byte) (i + at));
      }
      pair.second().send(data.flip());
      ring.recv(ring.file(pair.first()), buffers, 0, handler, i);
    }
    Rings.until(ring, () -> sum(received) == count * each && kept.isEmpty());
    assertThat(received).containsOnly(each);
    assertThat(buffers.lent()).isZero();
    for (Socket.Pair pair : pairs) {
      pair.close();
    }
    Rings.until(ring, () -> ring.inFlight() == 0);
  }

  private static int sum(int[] values) {
    int sum = 0;
    for (int each : values) {
      sum += each;
    }
    return sum;
  }

  /** The kernel ends a repeated receive with it, as with the end of a stream. */
  @Test
  void recv_anEmptyDatagram_isTheLast() throws IOException {
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      List<String> seen = new ArrayList<>();
      BufferRing buffers = ring.buffers(2, 16);
      ring.recv(
          ring.file(pair.second()),
          buffers,
          0,
          (recv, _) -> seen.add(recv.result() + " " + recv.isLast()),
          null);
      pair.first().send(ByteBuffer.allocate(3));
      pair.first().send(ByteBuffer.allocate(0));
      Rings.until(ring, () -> seen.size() == 2);
      assertThat(seen).containsExactly("3 false", "0 true");
      assertThat(buffers.lent()).isZero();
    }
  }
}
