package org.llsocket.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llsocket.AF;
import org.llsocket.ErrnoException;
import org.llsocket.LeakCheck;
import org.llsocket.MSG;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.option.SO;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Loopback;
import org.llsocket.uring.Rings;

/** The same server on both engines, with real clients. */
@ExtendWith(LeakCheck.class)
class LoopTest {
  private static byte[] receive(Socket from, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    int n = 0;
    while (buffer.hasRemaining() && n != Socket.EOF) {
      n = from.recv(buffer, 0, Blocked.DEADLINE);
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static byte[] pattern(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i * 31 + i / 251);
    }
    return bytes;
  }

  @ParameterizedTest
  @EnumSource
  void echo_manyConnections_eachGetsItsBytes(Engine engine) throws IOException {
    try (var server = new LoopServer(engine, Connection::send)) {
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        clients.add(server.connect());
      }
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < clients.size(); i++) {
          clients.get(i).send(ByteBuffer.allocate(4).putInt(i + round).flip());
        }
        for (int i = 0; i < clients.size(); i++) {
          assertThat(ByteBuffer.wrap(receive(clients.get(i), 4)).getInt()).isEqualTo(i + round);
        }
      }
      for (Socket client : clients) {
        client.close();
      }
      Blocked.until("all closed", () -> server.events.size() == 600);
      assertThat(server.events).containsOnly("ended", "closed");
      assertThat(server.loop.join().engine()).isEqualTo(engine);
    }
  }

  /** The client sends everything before it receives: the server stops receiving meanwhile. */
  @ParameterizedTest
  @EnumSource
  void echo_aPeerThatReadsLate_getsItAllAndOthersGoOn(Engine engine) throws IOException {
    byte[] bytes = pattern(8 << 20);
    try (var server = new LoopServer(engine, Connection::send);
        Socket slow = Socket.open(AF.INET, SOCK.STREAM);
        Socket other = Socket.open(AF.INET, SOCK.STREAM)) {
      server.listener.set(SO.SNDBUF, 1 << 16).set(SO.RCVBUF, 1 << 16); // which it hands on
      slow.set(SO.SNDBUF, 1 << 16).set(SO.RCVBUF, 1 << 16);
      slow.connect(server.listener.getsockname());
      other.connect(server.listener.getsockname());
      Blocked<Integer> sender = Blocked.start(() -> sendAll(slow, bytes));
      Connection connection = server.connection();
      Blocked.until("full", () -> connection.unsent() > Connection.HIGH);
      other.send(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      assertThat(receive(other, 3)).containsExactly(1, 2, 3);
      assertThat(connection.unsent()).isLessThan(4 << 20);
      assertThat(sender.isDone()).isFalse();
      assertThat(Arrays.equals(receive(slow, bytes.length), bytes)).isTrue();
      assertThat(sender.get()).isEqualTo(bytes.length);
      server.until("drained");
    }
  }

  private static int sendAll(Socket to, byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      to.send(left);
    }
    return left.position();
  }

  /** From any memory, several times in one call of the handler. */
  @ParameterizedTest
  @EnumSource
  void send_fromOtherMemory_keepsTheOrder(Engine engine) throws IOException {
    byte[] large = pattern(300_000);
    try (var server =
            new LoopServer(
                engine,
                (connection, memory, length) -> {
                  connection.send(memory, length);
                  connection.send(MemorySegment.ofArray(large), 1000, large.length - 1000);
                  connection.send(MemorySegment.ofArray(new byte[0]), 0);
                  connection.send(memory, 0, 1);
                  connection.close();
                  assertThat(connection.isOpen()).isFalse();
                });
        Socket client = server.connect()) {
      client.send(ByteBuffer.wrap(new byte[] {7, 8}));
      byte[] all = receive(client, large.length - 1000 + 3);
      assertThat(all).startsWith(7, 8).endsWith(7);
      assertThat(Arrays.equals(all, 2, all.length - 1, large, 1000, large.length)).isTrue();
      assertThat(receive(client, 1)).isEmpty();
      server.until("closed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void ended_aHalfClosedPeer_stillReceives(Engine engine) throws IOException {
    ConnectionHandler atTheEnd =
        new ConnectionHandler() {
          @Override
          public void received(Connection connection, MemorySegment memory, int length) {}

          @Override
          public void ended(Connection connection) throws IOException {
            connection.send(MemorySegment.ofArray(new byte[] {9}), 1);
            connection.close();
          }
        };
    try (var server = new LoopServer(engine, atTheEnd);
        Socket client = server.connect()) {
      client.send(ByteBuffer.allocate(10));
      client.shutdown(SHUT.WR);
      assertThat(receive(client, 2)).containsExactly(9);
      server.until("closed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void pauseResume_byTasks_stopAndGoOn(Engine engine) throws IOException {
    try (var server = new LoopServer(engine, Connection::send);
        Socket client = server.connect()) {
      client.send(ByteBuffer.allocate(1));
      assertThat(receive(client, 1)).hasSize(1);
      Connection connection = server.connection();
      Loop loop = server.loop.join();
      var paused = new CompletableFuture<Boolean>();
      loop.execute(() -> {
        connection.pause();
        loop.execute(() -> paused.complete(true));
      });
      assertThat(paused.join()).isTrue();
      client.send(ByteBuffer.allocate(5));
      assertThat(client.awaitReadable(Duration.ofMillis(50))).isFalse();
      loop.execute(connection::resume);
      assertThat(receive(client, 5)).hasSize(5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void close_byAnotherThread_thePeerSeesTheEnd(Engine engine) throws IOException {
    try (var server = new LoopServer(engine, Connection::send);
        Socket client = server.connect();
        Socket reset = server.connect()) {
      Connection first = server.connection();
      first.close();
      first.close();
      Connection second = server.connection();
      second.abort();
      assertThat(receive(client, 1)).isEmpty();
      assertThat(receive(reset, 1)).isEmpty();
      Blocked.until("both closed", () -> server.events.size() == 2);
      assertThat(server.events).containsOnly("closed");
      Loop loop = server.loop.join();
      var refused = new CompletableFuture<Throwable>();
      loop.execute(() -> {
        try {
          first.send(MemorySegment.ofArray(new byte[1]), 1);
        } catch (IOException e) {
          refused.complete(e);
        }
      });
      assertThat(refused.join()).isInstanceOf(ClosedChannelException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void reset_byThePeer_isReported(Engine engine) throws IOException {
    try (var server = new LoopServer(engine, Connection::send)) {
      Socket client = server.connect();
      server.connection();
      Loopback.reset(client);
      server.until("closed by ECONNRESET");
    }
  }

  @ParameterizedTest
  @EnumSource
  void loopClosed_byAnotherThread_endsAllConnections(Engine engine) throws IOException {
    List<Socket> clients = new ArrayList<>();
    try (var server = new LoopServer(engine, (connection, memory, length) -> connection.pause())) {
      for (int i = 0; i < 20; i++) {
        clients.add(server.connect());
      }
      clients.getFirst().send(ByteBuffer.allocate(1));
      Blocked.until("accepted", () -> server.connections.size() == 20);
      server.loop.join().close();
      Blocked.until("all closed", () -> server.events.size() == 20);
      assertThat(server.events).containsOnly("closed");
      for (Socket client : clients) {
        assertThat(end(client)).isIn("end", "ECONNRESET"); // reset if its byte was not received
        client.close();
      }
    }
  }

  private static String end(Socket client) throws IOException {
    try {
      return receive(client, 1).length == 0 ? "end" : "data";
    } catch (ErrnoException reset) {
      return reset.errno().toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  void loop_inOneThread_addsPollsIsInterruptedAndCloses(Engine engine) throws IOException {
    if (engine == Engine.RING) {
      Rings.IO_URING.require();
    }
    List<Integer> received = new ArrayList<>();
    Loop loop = Loop.open(engine);
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Connection connection = loop.add(pair.first(), (_, _, length) -> received.add(length));
      assertThat(connection.descriptor()).isSameAs(pair.first());
      assertThat(loop.await(Duration.ZERO)).isZero();
      pair.second().send(ByteBuffer.allocate(3));
      loop.await();
      assertThat(received).containsExactly(3);
      loop.wakeup();
      assertThat(loop.await()).isZero();
      Thread.currentThread().interrupt();
      assertThatThrownBy(loop::await).isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
      loop.execute(() -> {
        throw new IOException("mine");
      });
      assertThatThrownBy(loop::await).hasMessage("mine");
      assertThatThrownBy(() -> loop.await(Duration.ofSeconds(-1)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> connection.send(MemorySegment.NULL, 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
      loop.execute(loop::await);
      assertThatThrownBy(loop::await).isInstanceOf(IllegalStateException.class);
      Blocked<Integer> other = Blocked.start(loop::await);
      assertThat(other.thrown()).isInstanceOf(WrongThreadException.class);
      loop.close();
      loop.close();
      assertThat(pair.first().isOpen()).isFalse();
      assertThat(pair.second().recv(ByteBuffer.allocate(1), MSG.DONTWAIT)).isEqualTo(Socket.EOF);
      assertThat(loop.connections()).isZero();
    }
    assertThatThrownBy(loop::await).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(loop::await).isNotInstanceOf(AsynchronousCloseException.class);
  }

  @Test
  void open_onAVirtualThread_isRefused() {
    Blocked<Loop> virtual = Blocked.startVirtual(Loop::open);
    assertThat(virtual.thrown()).isInstanceOf(IllegalStateException.class);
  }

  /** The table of a ring is as large as the limit of descriptors. */
  @ParameterizedTest
  @EnumSource
  void listen_outOfDescriptors_restsAndGoesOn(Engine engine) {
    if (engine == Engine.RING) {
      Rings.IO_URING.require();
    }
    ChildJvm program = ChildJvm.of(LoopLimitProgram.class).arguments(engine.name());
    assertThat(program.options("-XX:-MaxFDLimit").descriptorLimit(120).output())
        .contains("all were served");
  }

  @Test
  void open_withTheSwitch_usesAnEpoll() {
    ChildJvm program = ChildJvm.of(LoopLimitProgram.class);
    assertThat(program.options("-Dllsocket.loop=epoll").output()).contains("EPOLL");
  }

  /** As in a container whose filter refuses the call. */
  @Test
  void open_whereRingsAreRefused_usesAnEpollAndReportsWhy() {
    Rings.IO_URING.require();
    String output =
        ChildJvm.of(LoopLimitProgram.class)
            .underStrace("-o", "/dev/null", "-e", "inject=io_uring_setup:error=EPERM")
            .output();
    assertThat(output).contains("EPOLL").contains("EPERM").contains("io_uring_disabled");
  }

  /** The limit of locked memory: smaller rings are tried. */
  @Test
  void open_whereLargeRingsAreRefused_usesASmallerOne() {
    Rings.IO_URING.require();
    String output =
        ChildJvm.of(LoopLimitProgram.class)
            .underStrace("-o", "/dev/null", "-e", "inject=io_uring_setup:error=ENOMEM:when=1..2")
            .output();
    assertThat(output).contains("RING").contains("256 entries, 2048 completions");
  }
}
