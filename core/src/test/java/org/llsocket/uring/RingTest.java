package org.llsocket.uring;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.MSG;
import org.llsocket.O;
import org.llsocket.Pipe;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.message.MessageBatch;
import org.llsocket.message.Rights;
import org.llsocket.poll.Poll;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Loopback;

/** The operations of a ring, each made by the kernel. */
class RingTest extends WithRing {
  @TempDir private static Path directory;

  private int result() throws IOException {
    Rings.until(ring, () -> !results.isEmpty());
    return results.removeFirst();
  }

  private RingBuffer text(String text) throws IOException {
    RingBuffer buffer = ring.allocate(100);
    buffer.memory().asByteBuffer().put(text.getBytes(US_ASCII));
    return buffer;
  }

  private static String text(RingBuffer buffer, int length) {
    byte[] bytes = buffer.memory().asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    return new String(bytes, US_ASCII);
  }

  @Test
  void support_hereWhereARingOpens_reportsSizes() {
    RingSupport support = Ring.support();
    assertThat(support.available()).isTrue();
    assertThat(support.reason()).contains("entries").contains("files");
    assertThat(support).isSameAs(Ring.support());
  }

  @Test
  void nop_once_completesWithZeroAndAttachment() throws IOException {
    List<@Nullable Object> attachments = new ArrayList<>();
    ring.nop(
        (operation, attachment) -> {
          assertThat(operation.isLast()).isTrue();
          assertThat(operation.result()).isZero();
          attachments.add(attachment);
        },
        "mine");
    assertThat(ring.inFlight()).isEqualTo(1);
    assertThat(ring.await()).isEqualTo(1);
    assertThat(attachments).containsExactly("mine");
    assertThat(ring.inFlight()).isZero();
  }

  /** More than the submission queue, the completion queue and the table of operations hold. */
  @Test
  void nop_thousandsBeforeAWait_eachCompletesOnce() throws IOException {
    int[] counts = new int[5000];
    for (int i = 0; i < counts.length; i++) {
      ring.nop((_, index) -> counts[index]++, i);
    }
    Rings.until(ring, () -> ring.inFlight() == 0);
    assertThat(counts).containsOnly(1);
  }

  @Test
  void await_nothingInFlight_returnsZeroAfterTheTimeout() throws IOException {
    long start = System.nanoTime();
    assertThat(ring.await(Duration.ofMillis(20))).isZero();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
    assertThat(ring.await(Duration.ZERO)).isZero();
  }

  // ---- sockets

  @Test
  void connectAcceptSendRecv_overTcp_moveTheBytes() throws IOException {
    List<Socket> accepted = new ArrayList<>();
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      ring.accept(
          ring.file(listener),
          SOCK.NONBLOCK,
          (operation, _) -> {
            if (operation.accepted() != null) {
              accepted.add(operation.accepted());
            }
          },
          null);
      RingFile file = ring.file(client);
      ring.connect(file, listener.getsockname(), note, "");
      assertThat(result()).isZero();
      Rings.until(ring, () -> !accepted.isEmpty());
      try (Socket server = accepted.getFirst()) {
        assertThat(server.nonblock()).isTrue();
        assertThat(server.cloexec()).isTrue();
        assertThat(server.family()).isEqualTo(AF.INET);
        assertThat(server.getpeername()).isEqualTo(client.getsockname());
        ring.send(file, text("hello"), 1, 3, 0, note, "");
        assertThat(result()).isEqualTo(3);
        RingBuffer buffer = ring.allocate(10);
        ring.recv(ring.file(server), buffer, 0, 10, 0, note, "");
        assertThat(result()).isEqualTo(3);
        assertThat(text(buffer, 3)).isEqualTo("ell");
        ring.shutdown(file, SHUT.WR, note, "");
        assertThat(result()).isZero();
        ring.recv(ring.file(server), buffer, 0, 10, 0, note, "");
        assertThat(result()).isZero();
      }
    }
  }

  @Test
  void connect_noListener_isRefused() throws IOException {
    SockAddr gone;
    try (Socket listener = Loopback.listener(AF.INET)) {
      gone = listener.getsockname();
    }
    try (Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      List<@Nullable Errno> errors = new ArrayList<>();
      ring.connect(
          ring.file(client),
          gone,
          (connect, _) -> {
            errors.add(connect.errno());
            assertThatThrownBy(() -> connect.check("connect")).hasMessageContaining("ECONNREFUSED");
          },
          null);
      Rings.until(ring, () -> !errors.isEmpty());
      assertThat(errors).containsExactly(Errno.ECONNREFUSED);
    }
  }

  /** More addresses than one page holds before the kernel has copied them. */
  @Test
  void connect_manyBeforeAWait_eachHasItsOwnAddress() throws IOException {
    List<Socket> clients = new ArrayList<>();
    List<Socket> listeners = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        Socket listener = Loopback.listener(AF.INET);
        listeners.add(listener);
        Socket client = Socket.open(AF.INET, SOCK.STREAM);
        clients.add(client);
        ring.connect(ring.file(client), listener.getsockname(), note, "");
      }
      Rings.until(ring, () -> results.size() == 40);
      assertThat(results).containsOnly(0);
      for (int i = 0; i < 40; i++) {
        assertThat(clients.get(i).getpeername()).isEqualTo(listeners.get(i).getsockname());
      }
    } finally {
      for (Socket each : clients) {
        each.close();
      }
      for (Socket each : listeners) {
        each.close();
      }
    }
  }

  @Test
  void sendZc_aBuffer_reportsTheResultAndThenThatItIsUnused() throws IOException {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      RingBuffer buffer = ring.allocate(1 << 16);
      List<String> seen = new ArrayList<>();
      ring.sendZc(
          ring.file(pair.first()),
          buffer,
          0,
          1 << 16,
          MSG.WAITALL,
          (send, _) -> {
            assertThat(buffer.isInUse()).isTrue();
            seen.add(send.isNotification() ? "unused" : "sent " + send.result());
          },
          null);
      Blocked<Integer> peer = Blocked.start(() -> receive(pair.second(), 1 << 16));
      Rings.until(ring, () -> seen.size() == 2);
      assertThat(seen).containsExactly("sent 65536", "unused");
      assertThat(buffer.isInUse()).isFalse();
      assertThat(peer.get()).isEqualTo(1 << 16);
    }
  }

  private static int receive(Socket from, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining() && from.recv(buffer) > 0) {}
    return buffer.position();
  }

  @Test
  void sendmsgRecvmsg_withDescriptorsAndAName_moveBoth() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Pipe pipe = Pipe.open();
        MessageBatch out = MessageBatch.builder().messages(2).controlCapacity(64).build();
        MessageBatch in = MessageBatch.builder().messages(2).controlCapacity(64).build()) {
      out.data(1, MemorySegment.ofArray("text".getBytes(US_ASCII)));
      out.control(1).add(Rights.of(pipe.writer()));
      ring.sendmsg(ring.file(pair.first()), out, 1, 0, note, "");
      assertThatThrownBy(() -> ring.sendmsg(ring.file(pair.first()), out, 0, 0, note, ""))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in use");
      ring.recvmsg(ring.file(pair.second()), in, 1, 0, note, "");
      Rings.until(ring, () -> results.size() == 2);
      assertThat(results).containsExactly(4, 4);
      assertThat(in.size(1)).isEqualTo(4);
      Rights rights = Objects.requireNonNull(in.control(1).get(Rights.class));
      try (Descriptor received = rights.take().getFirst()) {
        assertThat(received.cloexec()).isTrue();
        received.write(ByteBuffer.allocate(3));
        assertThat(pipe.reader().read(ByteBuffer.allocate(9))).isEqualTo(3);
      }
      results.clear();
      ring.recvmsg(ring.file(pair.second()), in, 0, 0, note, "");
      assertThat(ring.await(Duration.ZERO)).isZero();
      pair.second().close(); // it ends, and the batch can be used again
      assertThat(result()).isEqualTo(-RingCore.ECANCELED);
      assertThat(in.size(0, 0)).isSameAs(in);
      assertThatThrownBy(() -> ring.recvmsg(ring.file(pair.first()), in, 2, 0, note, ""))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(ring.inFlight()).isZero();
    }
  }

  // ---- buffers

  @Test
  void recv_datagrams_eachHasABufferOfItsOwn() throws IOException {
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      BufferRing buffers = ring.buffers(4, 16);
      List<String> received = new ArrayList<>();
      ring.recv(
          ring.file(pair.second()),
          buffers,
          0,
          (recv, _) -> {
            if (recv.result() >= 0) {
              assertThat(buffers.lent()).isEqualTo(1);
              received.add(text(Objects.requireNonNull(recv.buffer()), recv.result()));
            }
          },
          null);
      for (int i = 0; i < 10; i++) {
        pair.first().send(ByteBuffer.wrap(("datagram " + i).getBytes(US_ASCII)));
        int count = i + 1;
        Rings.until(ring, () -> received.size() == count);
      }
      assertThat(received).startsWith("datagram 0", "datagram 1").endsWith("datagram 9");
      assertThat(buffers.lent()).isZero();
    }
  }

  @Test
  void recv_allBuffersLent_waitsWithoutTheProcessorAndLosesNothing() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      BufferRing buffers = ring.buffers(2, 4);
      List<RingBuffer> kept = new ArrayList<>();
      var all = new StringBuilder();
      ring.recv(
          ring.file(pair.second()),
          buffers,
          0,
          (recv, _) -> {
            RingBuffer buffer = recv.buffer();
            if (buffer != null && recv.result() > 0) {
              buffer.retain();
              kept.add(buffer);
              all.append(text(buffer, recv.result()));
            }
          },
          null);
      pair.first().send(ByteBuffer.wrap("abcdefghijklmnopqrst".getBytes(US_ASCII)));
      Rings.until(ring, () -> kept.size() == 2);
      long before = cpu();
      assertThat(ring.await(Duration.ofMillis(300))).isZero();
      assertThat(cpu() - before).as("processor time in ns").isLessThan(100_000_000);
      assertThat(buffers.lent()).isEqualTo(2);
      while (all.length() < 20) {
        kept.removeFirst().release();
        int length = all.length();
        Rings.until(ring, () -> all.length() > length);
      }
      kept.forEach(RingBuffer::release);
      assertThat(all.toString()).isEqualTo("abcdefghijklmnopqrst");
      assertThat(buffers.lent()).isZero();
    }
  }

  private static long cpu() {
    return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  @Test
  void recv_cancelledWhileItHasNoBuffer_ends() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      BufferRing buffers = ring.buffers(1, 4);
      List<RingBuffer> kept = new ArrayList<>();
      long id =
          ring.recv(
              ring.file(pair.second()),
              buffers,
              0,
              (recv, _) -> {
                if (recv.buffer() != null) {
                  recv.buffer().retain();
                  kept.add(recv.buffer());
                } else {
                  results.add(recv.result());
                }
              },
              null);
      pair.first().send(ByteBuffer.allocate(8));
      Rings.until(ring, () -> !kept.isEmpty());
      assertThat(ring.await(Duration.ofMillis(20))).isZero();
      ring.cancel(id);
      assertThat(result()).isEqualTo(-RingCore.ECANCELED);
      kept.getFirst().release();
      assertThat(ring.inFlight()).isZero();
      assertThat(pair.second().siocinq()).as("left in the socket").isEqualTo(4);
    }
  }

  @Test
  void release_tooOften_isRefused() throws IOException {
    RingBuffer buffer = ring.allocate(10);
    assertThatThrownBy(buffer::release).isInstanceOf(IllegalStateException.class);
  }

  // ---- files

  @Test
  void readWriteSplice_filesAndAPipe_moveTheBytes() throws IOException {
    Path path = directory.resolve("file");
    try (Descriptor file = Descriptor.openFile(path, O.RDWR | O.CREAT, 0600);
        Pipe pipe = Pipe.open()) {
      RingFile target = ring.register(file);
      ring.write(target, text("0123456789"), 0, 10, 0, note, "");
      assertThat(result()).isEqualTo(10);
      assertThat(Files.readString(path)).isEqualTo("0123456789");
      RingBuffer buffer = ring.allocate(100);
      ring.read(target, buffer, 2, 98, 7, note, "");
      assertThat(result()).isEqualTo(3);
      assertThat(text(buffer, 5).substring(2)).isEqualTo("789");
      ring.splice(target, 4, ring.file(pipe.writer()), -1, 3, 0, note, "");
      assertThat(result()).isEqualTo(3);
      ByteBuffer read = ByteBuffer.allocate(10);
      pipe.reader().read(read);
      assertThat(new String(read.array(), 0, read.position(), US_ASCII)).isEqualTo("456");
      target.close();
    }
  }

  @Test
  void poll_aPipe_reportsOnceOrEachTime() throws IOException {
    try (Pipe pipe = Pipe.open()) {
      RingFile reader = ring.file(pipe.reader());
      long id = ring.pollMultishot(reader, Poll.IN, note, "");
      assertThat(ring.await(Duration.ZERO)).isZero();
      for (int i = 0; i < 3; i++) {
        pipe.writer().write(ByteBuffer.allocate(1));
        assertThat(result()).isEqualTo(Poll.IN);
      }
      ring.cancel(id);
      assertThat(result()).isEqualTo(-RingCore.ECANCELED);
      ring.poll(reader, Poll.IN, note, "");
      assertThat(result()).isEqualTo(Poll.IN);
      assertThat(ring.inFlight()).isZero();
    }
  }

  @Test
  void register_moreThanTheTableHolds_isRefusedUntilOneIsClosed() throws IOException {
    try (Pipe pipe = Pipe.open()) {
      List<RingFile> files = new ArrayList<>();
      for (int i = 0; i < ring.setup().files(); i++) {
        files.add(ring.register(pipe.reader()));
      }
      assertThatThrownBy(() -> ring.register(pipe.reader())).hasMessageContaining("ENFILE");
      files.get(5).close();
      assertThat(files.get(5).isOpen()).isFalse();
      Rings.until(ring, () -> canRegister(pipe.reader()));
    }
  }

  private boolean canRegister(Descriptor descriptor) {
    try {
      return ring.register(descriptor).isOpen();
    } catch (IOException full) {
      return false;
    }
  }

  // ---- time and order

  @Test
  void timeout_passes_completesWithEtime() throws IOException {
    ring.timeout(Duration.ofMillis(5), note, "");
    assertThat(new Errno(-result()).toString()).isEqualTo("ETIME");
  }

  @Test
  void linkTimeout_aReceiveThatTakesLonger_isCancelled() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      ring.reserve(2);
      ring.recv(ring.file(pair.first()), ring.allocate(10), 0, 10, 0, note, "");
      ring.link();
      ring.linkTimeout(Duration.ofMillis(5), (_, _) -> {}, null);
      assertThat(result()).isEqualTo(-RingCore.ECANCELED);
      Rings.until(ring, () -> ring.inFlight() == 0);
    }
  }

  @Test
  void link_theFirstFails_theSecondIsCancelledAndAHardlinkedOneIsNot() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      RingFile file = ring.file(pair.first());
      RingBuffer buffer = ring.allocate(10);
      pair.first().shutdown(SHUT.WR);
      ring.send(file, buffer, 0, 1, 0, note, "");
      ring.link();
      ring.nop(note, "");
      Rings.until(ring, () -> results.size() == 2);
      assertThat(results).containsExactly(-Errno.EPIPE.number(), -RingCore.ECANCELED);
      results.clear();
      ring.send(file, buffer, 0, 1, 0, note, "");
      ring.hardlink();
      ring.nop(note, "");
      Rings.until(ring, () -> results.size() == 2);
      assertThat(results).containsExactly(-Errno.EPIPE.number(), 0);
    }
  }

  @Test
  void cancel_anIdThatHasEnded_doesNothingToItsSuccessor() throws IOException {
    try (Pipe pipe = Pipe.open()) {
      long ended = ring.nop(note, "");
      assertThat(result()).isZero();
      ring.poll(ring.file(pipe.reader()), Poll.IN, note, ""); // in the same slot
      ring.cancel(ended);
      assertThat(ring.await(Duration.ofMillis(20))).isZero();
      pipe.writer().write(ByteBuffer.allocate(1));
      assertThat(result()).isEqualTo(Poll.IN);
    }
  }

  // ---- handlers

  @Test
  void handler_throws_theWaitEndsAndNoCompletionIsLost() throws IOException {
    ring.nop(
        (_, _) -> {
          throw new IOException("mine");
        },
        null);
    ring.nop(note, "");
    assertThatThrownBy(ring::await).hasMessage("mine");
    assertThat(result()).isZero();
    assertThat(ring.inFlight()).isZero();
  }

  @Test
  void handler_waits_isRefused() throws IOException {
    ring.nop((_, _) -> ring.await(), null);
    assertThatThrownBy(ring::await).isInstanceOf(IllegalStateException.class);
  }

  // ---- bad input

  @Test
  void badInput_anyMethod_isRefusedBeforeASystemCall() throws IOException {
    try (Ring other = Ring.open(Rings.SMALL.withFiles(0));
        Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      RingFile file = ring.file(pair.first());
      RingFile foreign = other.file(pair.first());
      RingBuffer buffer = ring.allocate(10);
      BufferRing foreignBuffers = other.buffers(1, 1);
      assertRefused(() -> ring.recv(foreign, buffer, 0, 1, 0, note, ""), "another ring");
      assertRefused(() -> ring.recv(file, foreignBuffers, 0, note, ""), "another ring");
      assertRefused(() -> ring.accept(file, 1, note, ""), "0x1");
      assertRefused(() -> other.acceptDirect(foreign, note, ""), "files 0");
      assertRefused(() -> ring.read(file, buffer, 0, 1, -2, note, ""), "-2");
      assertRefused(() -> ring.write(file, buffer, 0, 1, -2, note, ""), "-2");
      assertRefused(() -> ring.splice(file, -1, file, -1, 0, 0, note, ""), "length 0");
      assertRefused(() -> ring.timeout(Duration.ofNanos(-1), note, ""), "negative");
      assertRefused(() -> ring.await(Duration.ofNanos(-1)), "negative");
      assertRefused(() -> ring.reserve(17), "17");
      assertRefused(() -> ring.buffers(3, 1), "count 3");
      assertRefused(() -> ring.buffers(1, 0), "size 0");
      assertRefused(() -> ring.allocate(1 << 25), "size 33554432");
      assertThatThrownBy(() -> ring.send(file, buffer, 4000, 97, 0, note, ""))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(ring::link).isInstanceOf(IllegalStateException.class);
      assertThat(ring.inFlight()).isZero();
    }
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String part) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(part);
  }

  @Test
  void setup_badSizes_areRefused() {
    assertRefused(() -> RingSetup.DEFAULT.withEntries(3), "entries 3");
    assertRefused(() -> RingSetup.DEFAULT.withCqEntries(512), "cqEntries 512");
    assertRefused(() -> RingSetup.DEFAULT.withFiles(-1), "files -1");
    assertRefused(() -> RingSetup.DEFAULT.withBatchWait(Duration.ofSeconds(1)), "PT1S");
  }

  @Test
  void use_closedDescriptor_isRefused() throws IOException {
    Socket socket = Socket.open(AF.INET, SOCK.STREAM);
    RingFile file = ring.file(socket);
    socket.close();
    assertThat(file.isOpen()).isFalse();
    assertThatThrownBy(() -> ring.file(socket)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> ring.register(socket)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> ring.poll(file, Poll.IN, note, ""))
        .isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void use_byAnotherThread_isRefused() {
    Blocked<Integer> other = Blocked.start(() -> ring.await());
    assertThatThrownBy(other::get).hasRootCauseInstanceOf(WrongThreadException.class);
  }

  @Test
  void open_onAVirtualThread_isRefused() {
    Blocked<Ring> virtual = Blocked.startVirtual(Ring::open);
    assertThatThrownBy(virtual::get).hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void memory_afterTheClose_cannotBeUsed() throws IOException {
    MemorySegment memory = ring.allocate(10).memory();
    ring.close();
    assertThatThrownBy(() -> memory.get(ValueLayout.JAVA_BYTE, 0))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ring.allocate(1)).isInstanceOf(ClosedChannelException.class);
    assertThat(ring.fd()).isEqualTo(-1);
    assertThat(ring.toString()).isEqualTo("Ring[closed]");
  }
}
