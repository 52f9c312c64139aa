package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llsocket.internal.sys.ThreadCalls;
import org.llsocket.programs.TheftProgram;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Loopback;
import org.llsocket.testing.Signals;
import org.llsocket.testing.Waits;

/** Closing a descriptor that other threads use. */
@ExtendWith(LeakCheck.class)
class CloseTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void close_duringABlockedCall_endsIt(Waits wait) throws Exception {
    for (boolean virtual : new boolean[] {false, true, false}) {
      try (Waits.Setup setup = wait.setup(directory)) {
        var call = virtual ? Blocked.startVirtual(setup.call) : Blocked.start(setup.call);
        call.untilInKernel(setup.socket.fd());
        setup.socket.close();
        assertEnded(wait, call);
        assertThat(setup.socket.isOpen()).isFalse();
      }
    }
  }

  /** The close comes before the call, as it enters the kernel, or while it waits there. */
  @ParameterizedTest
  @EnumSource(names = {"TCP_RECV", "TCP_SEND", "UNIX_ACCEPT", "UNIX_CONNECT", "NETLINK_RECV"})
  void close_atAnyMoment_endsTheCall(Waits wait) throws Exception {
    var random = new Random(7);
    for (int round = 0; round < 40; round++) {
      try (Waits.Setup setup = wait.setup(directory)) {
        var call = round % 4 == 0 ? Blocked.startVirtual(setup.call) : Blocked.start(setup.call);
        long until = System.nanoTime() + random.nextInt(300_000);
        while (System.nanoTime() < until) {
          Thread.onSpinWait();
        }
        setup.socket.close();
        assertThat(call.thrown()).isInstanceOf(ClosedChannelException.class);
      }
    }
  }

  /** A signal of another origin ends no call: it goes on until it is done or closed. */
  @ParameterizedTest
  @EnumSource
  void straySignals_duringABlockedCall_haveNoEffect(Waits wait) throws Exception {
    try (Waits.Setup setup = wait.setup(directory)) {
      var thread = new AtomicInteger();
      var call =
          Blocked.start(() -> {
            thread.set(ThreadCalls.gettid());
            return setup.call.call();
          });
      call.untilInKernel(setup.socket.fd());
      for (int i = 0; i < 5; i++) {
        Signals.interruptUntilTaken(thread.get());
        if (wait.waitsOnTheSocketAgain()) {
          call.untilInKernel(setup.socket.fd());
        }
      }
      setup.socket.close();
      assertEnded(wait, call);
    }
  }

  private static void assertEnded(Waits wait, Blocked<?> call) {
    Throwable thrown = call.thrown();
    if (wait.repeats()) {
      assertThat(thrown).isInstanceOf(ClosedChannelException.class);
    } else {
      assertThat(thrown).isExactlyInstanceOf(AsynchronousCloseException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UNIX_CONNECT", "UNIX_SEQPACKET_CONNECT"})
  void straySignal_duringAUnixConnect_endsConnected(Waits wait) throws Exception {
    SOCK type = wait == Waits.UNIX_CONNECT ? SOCK.STREAM : SOCK.SEQPACKET;
    SockAddr path = SockAddr.unix(directory.resolve("s"));
    try (Socket listener = Loopback.listener(type, directory.resolve("s"), 0);
        Socket first = Socket.open(AF.UNIX, type);
        Socket second = Socket.open(AF.UNIX, type)) {
      first.connect(path);
      var thread = new AtomicInteger();
      var call =
          Blocked.start(() -> {
            thread.set(ThreadCalls.gettid());
            return second.connect(path);
          });
      call.untilInKernel(second.fd());
      Signals.interruptUntilTaken(thread.get());
      call.untilInKernel(second.fd());
      Loopback.accept(listener).close();
      assertThat(call.get()).isZero();
      assertThat(second.getpeername()).isEqualTo(path);
      Loopback.accept(listener).close();
    }
  }

  @Test
  void straySignal_duringATcpConnect_endsConnected() throws Exception {
    try (Socket listener = Loopback.bound(AF.INET, SOCK.STREAM);
        Socket first = Socket.open(AF.INET, SOCK.STREAM);
        Socket second = Socket.open(AF.INET, SOCK.STREAM)) {
      listener.listen(0);
      first.connect(listener.getsockname());
      var thread = new AtomicInteger();
      SockAddr address = listener.getsockname();
      var call =
          Blocked.start(() -> {
            thread.set(ThreadCalls.gettid());
            return second.connect(address);
          });
      call.untilInKernel(second.fd());
      Signals.interrupt(thread.get());
      Loopback.accept(listener).close();
      assertThat(call.get()).isZero();
      Loopback.accept(listener).close();
      assertThat(second.getpeername()).isEqualTo(address);
    }
  }

  @Test
  void close_severalCallsBlocked_endsAll() throws Exception {
    Socket.Pair pair = Socket.pair(SOCK.STREAM);
    Loopback.fill(pair.first());
    List<Blocked<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      calls.add(Blocked.start(() -> pair.first().recv(ByteBuffer.allocate(1))));
      calls.add(Blocked.start(() -> pair.first().send(MemorySegment.ofArray(new byte[1]))));
    }
    for (Blocked<Integer> call : calls) {
      call.untilInKernel(pair.first().fd());
    }
    pair.first().close();
    for (Blocked<Integer> call : calls) {
      assertThat(call.thrown()).isExactlyInstanceOf(AsynchronousCloseException.class);
    }
    pair.second().close();
  }

  @Test
  void close_duplicateBlocked_staysBlockedAndUsable() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Socket dup = pair.first().dup()) {
      var closed = Blocked.start(() -> pair.first().recv(ByteBuffer.allocate(1)));
      var alive = Blocked.start(() -> dup.recv(ByteBuffer.allocate(1)));
      closed.untilInKernel(pair.first().fd());
      alive.untilInKernel(dup.fd());
      pair.first().close();
      assertThat(closed.thrown()).isExactlyInstanceOf(AsynchronousCloseException.class);
      alive.untilInKernel(dup.fd());
      pair.second().send(MemorySegment.ofArray(new byte[1]));
      assertThat(alive.get()).isEqualTo(1);
    }
  }

  @Test
  void close_hundredThreadsAtOnce_closesTheNumberOnce() throws Exception {
    for (int round = 0; round < 10; round++) {
      Socket socket = Socket.open(AF.UNIX, SOCK.DGRAM);
      var barrier = new CyclicBarrier(100);
      List<Blocked<Socket>> closers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        closers.add(
            Blocked.start(() -> {
              barrier.await();
              socket.close();
              return Socket.open(AF.UNIX, SOCK.DGRAM);
            }));
      }
      for (Blocked<Socket> closer : closers) {
        Socket canary = closer.get();
        assertThat(canary.cloexec()).isTrue();
        canary.close();
      }
    }
  }

  /** The fd that a close frees is reused for another socket at once: no call reads from that. */
  @Test
  void use_whileTheFdIsReused_neverTouchesTheNewSocket() throws Exception {
    assertThat(TheftProgram.thefts(3000)).isZero();
  }

  /** The same if every receive is delayed as it enters the kernel. */
  @Test
  void use_delayedBeforeTheCall_neverTouchesTheNewSocket() {
    ChildJvm program = ChildJvm.of(TheftProgram.class).arguments("500");
    program.underStrace(
        "-o", "/dev/null", "-e", "trace=recvfrom", "-e", "inject=recvfrom:delay_enter=200");
    assertThat(program.lines()).containsExactly("0 thefts");
  }

  /** A query returns a value of the socket, never of the file that a close puts in its place. */
  @Test
  void queries_duringAClose_returnTheSocketsValueOrThrow() throws Exception {
    for (int round = 0; round < 300; round++) {
      Socket socket = Loopback.bound(AF.INET, SOCK.STREAM);
      SockAddr name = socket.getsockname();
      var barrier = new CyclicBarrier(4);
      List<Blocked<Integer>> users = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        users.add(
            Blocked.start(() -> {
              barrier.await();
              return queryUntilClosed(socket, name);
            }));
      }
      barrier.await();
      socket.close();
      for (Blocked<Integer> user : users) {
        assertThat(user.get()).isNotNegative();
      }
    }
  }

  private static int queryUntilClosed(Socket socket, SockAddr name) throws Exception {
    for (int n = 0; ; n++) {
      try {
        assertThat(socket.getsockname()).isEqualTo(name);
        assertThat(socket.protocol()).isEqualTo(IPPROTO.TCP);
        try (Socket dup = socket.dup()) {
          assertThat(dup.getsockname()).isEqualTo(name);
        }
        socket.nonblock(false);
        assertThat(socket.nonblock()).isFalse();
      } catch (ClosedChannelException closed) {
        return n;
      }
    }
  }

  @Test
  void manyVirtualThreads_useAndClose_allEnd() throws Exception {
    for (int round = 0; round < 30; round++) {
      Socket socket = Socket.open(AF.UNIX, SOCK.DGRAM);
      List<Blocked<Integer>> users = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        boolean closes = i % 10 == 9;
        users.add(
            Blocked.startVirtual(() -> {
              if (closes) {
                socket.close();
                return 0;
              }
              try {
                return socket.recv(MemorySegment.ofArray(new byte[1]), MSG.DONTWAIT);
              } catch (ClosedChannelException expected) {
                return 0;
              }
            }));
      }
      for (Blocked<Integer> user : users) {
        assertThatNoException().isThrownBy(user::get);
      }
    }
  }
}
