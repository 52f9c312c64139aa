package org.llsocket.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.LeakCheck;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Loopback;
import org.llsocket.uring.RingSetup;
import org.llsocket.uring.Rings;

/** Both engines go on in the same way after handlers that throw, and without descriptors. */
@ExtendWith(LeakCheck.class)
class LoopFailureTest {
  private static Loop open(Engine engine) throws IOException {
    if (engine == Engine.RING) {
      Rings.IO_URING.require();
    }
    return Loop.open(engine);
  }

  private static void until(Loop loop, BooleanSupplier over) throws IOException {
    long end = System.nanoTime() + Blocked.DEADLINE.toNanos();
    while (!over.getAsBoolean()) {
      loop.await(Duration.ofMillis(100));
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  private static byte echo(Socket client, int value) throws IOException {
    client.send(ByteBuffer.wrap(new byte[] {(byte) value}));
    ByteBuffer answer = ByteBuffer.allocate(1);
    assertThat(client.recv(answer, 0, Blocked.DEADLINE)).isEqualTo(1);
    return answer.get(0);
  }

  @ParameterizedTest
  @EnumSource
  void handler_throws_itsConnectionAndTheOthersGoOn(Engine engine) throws IOException {
    ConnectionHandler handler =
        (connection, memory, length) -> {
          if (memory.get(ValueLayout.JAVA_BYTE, 0) == 'x') {
            throw new LoopServer.Mine();
          }
          connection.send(memory, length);
        };
    try (var server = new LoopServer(engine, handler)) {
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        clients.add(server.connect());
      }
      for (int i = 0; i < 10; i++) {
        clients.get(2 * i).send(ByteBuffer.wrap(new byte[] {'x'}));
        assertThat(echo(clients.get(2 * i + 1), i)).isEqualTo((byte) i);
      }
      Blocked.until("all have thrown", () -> server.events.size() == 10);
      assertThat(server.events).containsOnly("threw");
      for (Socket client : clients) {
        assertThat(echo(client, 'y')).isEqualTo((byte) 'y');
        client.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void acceptor_throws_thatConnectionEndsAndTheNextIsAccepted(Engine engine) throws IOException {
    int[] accepted = new int[1];
    try (Loop loop = open(engine);
        Socket listener = Loopback.listener(AF.INET);
        Socket first = Socket.open(AF.INET, SOCK.STREAM);
        Socket second = Socket.open(AF.INET, SOCK.STREAM)) {
      loop.listen(
          listener,
          _ -> {
            if (accepted[0]++ == 0) {
              throw new LoopServer.Mine();
            }
            return Connection::send;
          });
      first.connect(listener.getsockname());
      assertThatThrownBy(() -> until(loop, () -> false)).isInstanceOf(LoopServer.Mine.class);
      until(loop, () -> loop.connections() == 0);
      loop.await(Duration.ZERO);
      assertThat(first.recv(ByteBuffer.allocate(1), 0, Blocked.DEADLINE)).isEqualTo(Socket.EOF);
      second.connect(listener.getsockname());
      second.send(ByteBuffer.allocate(1));
      until(loop, () -> has(second));
      assertThat(loop.connections()).isEqualTo(1);
    }
  }

  private static boolean has(Socket client) {
    try {
      return client.recv(ByteBuffer.allocate(1), MSG.PEEK | MSG.DONTWAIT) == 1;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Also connections that have nothing in flight, because they are paused. */
  @ParameterizedTest
  @EnumSource
  void loopClosed_handlersThatThrow_allConnectionsAreClosed(Engine engine) throws IOException {
    List<Socket.Pair> pairs = new ArrayList<>();
    ConnectionHandler handler =
        new ConnectionHandler() {
          @Override
          public void received(Connection connection, MemorySegment memory, int length) {}

          @Override
          public void closed(Connection connection, @Nullable Errno failure) throws IOException {
            throw new LoopServer.Mine();
          }
        };
    Loop loop = open(engine);
    for (int i = 0; i < 5; i++) {
      Socket.Pair pair = Socket.pair(SOCK.STREAM);
      pairs.add(pair);
      Connection added = loop.add(pair.first(), handler);
      if (i % 2 == 0) {
        added.pause();
      }
    }
    loop.await(Duration.ZERO);
    assertThatThrownBy(loop::close).isInstanceOf(LoopServer.Mine.class);
    assertThat(loop.connections()).isZero();
    loop.close();
    for (Socket.Pair pair : pairs) {
      assertThat(pair.first().isOpen()).isFalse();
      pair.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void listenerClosed_byAnotherThread_theConnectionsGoOn(Engine engine) throws IOException {
    for (int i = 0; i < 20; i++) {
      try (var server = new LoopServer(engine, Connection::send);
          Socket client = server.connect();
          Socket other = Socket.open(AF.INET, SOCK.STREAM)) {
        assertThat(echo(client, i)).isEqualTo((byte) i);
        other.connect(server.listener.getsockname());
        server.listener.close();
        assertThat(echo(client, 7)).isEqualTo((byte) 7);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void listen_aSocketThatDoesNotListen_throwsOnce(Engine engine) throws IOException {
    try (Loop loop = open(engine);
        Socket socket = Loopback.bound(AF.INET, SOCK.STREAM)) {
      loop.listen(socket, _ -> Connection::send);
      assertThatThrownBy(() -> until(loop, () -> false)).hasMessageContaining("EINVAL");
      assertThat(loop.await(Duration.ofMillis(10))).isZero();
    }
  }

  /** That is for the connection to do, but breaks nothing. */
  @ParameterizedTest
  @EnumSource
  void descriptorClosed_ofAConnection_theLoopGoesOn(Engine engine) throws IOException {
    try (Loop loop = open(engine);
        Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Socket.Pair other = Socket.pair(SOCK.STREAM)) {
      Connection connection = loop.add(pair.first(), Connection::send);
      loop.add(other.first(), Connection::send);
      loop.await(Duration.ZERO);
      pair.first().close();
      other.second().send(ByteBuffer.allocate(1));
      until(loop, () -> has(other.second()));
      connection.abort();
      until(loop, () -> loop.connections() == 1);
      assertThat(pair.second().recv(ByteBuffer.allocate(1), MSG.DONTWAIT)).isEqualTo(Socket.EOF);
    }
  }

  /** A ring has a table of 64 files, of which 32 are to stay free. */
  @Test
  void listen_moreConnectionsThanTheTableTakes_givesTheOthersDescriptors() throws IOException {
    Rings.IO_URING.require();
    List<Socket> clients = new ArrayList<>();
    List<Connection> accepted = new ArrayList<>();
    try (Loop loop = new RingLoop(RingSetup.DEFAULT.withFiles(64), 32);
        Socket listener = Loopback.listener(AF.INET)) {
      loop.listen(
          listener,
          connection -> {
            accepted.add(connection);
            return Connection::send;
          });
      for (int i = 0; i < 80; i++) {
        Socket client = Socket.open(AF.INET, SOCK.STREAM);
        clients.add(client);
        client.connect(listener.getsockname());
        int expected = i + 1;
        until(loop, () -> loop.connections() == expected);
      }
      assertThat(accepted.subList(0, 32)).allMatch(each -> each.descriptor() == null);
      assertThat(accepted.subList(33, 80)).allMatch(each -> each.descriptor() != null);
      for (Socket client : clients) {
        client.send(ByteBuffer.allocate(1));
        until(loop, () -> has(client));
        client.close();
      }
      until(loop, () -> loop.connections() == 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void listen_noDescriptors_losesNoConnectionAndRests(Engine engine) {
    if (engine == Engine.RING) {
      Rings.IO_URING.require();
    }
    ChildJvm program = ChildJvm.of(LoopFullProgram.class).arguments(engine.name());
    assertThat(program.options("-XX:-MaxFDLimit").descriptorLimit(255).output())
        .contains("all were served");
  }
}
