package org.llsocket.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llsocket.AF;
import org.llsocket.LeakCheck;
import org.llsocket.O;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Loopback;
import org.llsocket.testing.Waiter;
import org.llsocket.uring.Ring;
import org.llsocket.uring.Rings;

/** The O_NONBLOCK that accept and connect of virtual threads set, and what others see of it. */
@ExtendWith(LeakCheck.class)
class ExclusiveFileTest {
  @TempDir Path directory;

  /** What makes the file one that other code may refer to. */
  enum Sharing {
    FD,
    DUP,
    INHERITED,
    SENT,
    RING;

    void of(Socket listener) throws IOException {
      switch (this) {
        case FD -> assertThat(listener.fd()).isNotNegative();
        case DUP -> listener.dup().close();
        case INHERITED -> listener.cloexec(false);
        case SENT -> {
          try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
            pair.first().sendfd(listener);
            Objects.requireNonNull(pair.second().recvfd()).close();
          }
        }
        case RING -> {
          Rings.IO_URING.require();
          try (Ring ring = Ring.open()) {
            ring.register(listener).close();
          }
        }
      }
    }
  }

  /** Whether the kernel has O_NONBLOCK for the file, read without making it a shared one. */
  private static boolean isSet(Socket socket) throws IOException {
    int fd = DescriptorAccess.of(socket).number();
    for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd))) {
      if (line.startsWith("flags:")) {
        return (Long.parseLong(line.substring("flags:".length()).trim(), 8) & O.NONBLOCK) != 0;
      }
    }
    throw new AssertionError("no flags of fd " + fd);
  }

  private static Waiter parkedIn(Socket listener) {
    Waiter waiter = Waiter.start(true, listener::accept);
    waiter.untilWaiting(DescriptorAccess.of(listener).number());
    assertThat(waiter.isOffloaded()).isFalse();
    return waiter;
  }

  /** Connects, and closes what the waiter has accepted. */
  private static void serve(Waiter waiter, Socket listener) throws IOException {
    try (Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      client.connect(listener.getsockname());
      ((Socket) waiter.end().returned()).close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void sharing_whileAVirtualThreadAccepts_clearsTheFlagAndLeavesTheWait(Sharing sharing)
      throws Exception {
    try (Socket listener = Loopback.listener(AF.INET)) {
      Waiter waiter = parkedIn(listener);
      assertThat(isSet(listener)).isTrue();
      sharing.of(listener);
      assertThat(isSet(listener)).isFalse();
      assertThat(listener.nonblock()).isFalse();
      serve(waiter, listener);
      assertThat(isSet(listener)).isFalse();
      Waiter next = Waiter.start(true, listener::accept);
      Blocked.until("a platform thread in accept", next::isOffloaded);
      serve(next, listener);
      assertThat(isSet(listener)).isFalse();
    }
  }

  @Test
  void detach_afterAnAccept_clearsTheFlag() throws Exception {
    try (Socket listener = Loopback.listener(AF.INET)) {
      serve(parkedIn(listener), listener);
      assertThat(isSet(listener)).isTrue();
      try (Socket again = Socket.adopt(listener.detach())) {
        assertThat(again.nonblock()).isFalse();
      }
    }
  }

  @Test
  void fd_ofAClosedSocket_isNone() throws Exception {
    Socket listener = Loopback.listener(AF.INET);
    listener.close();
    assertThat(listener.fd()).isEqualTo(-1);
  }

  @Test
  void nonblock_whileAVirtualThreadAccepts_isWhatTheUserHasSet() throws Exception {
    try (Socket listener = Loopback.listener(AF.INET)) {
      Waiter waiter = parkedIn(listener);
      assertThat(listener.nonblock()).isFalse();
      listener.nonblock(true);
      assertThat(isSet(listener)).isTrue();
      assertThat(Waiter.start(true, () -> listener.accept() == null).end().returned())
          .isEqualTo(true);
      assertThat(listener.nonblock()).isTrue();
      listener.nonblock(false);
      assertThat(isSet(listener)).isFalse();
      serve(waiter, listener);
    }
  }

  @Test
  void accept_ofAPlatformThreadBesideAVirtualOne_waitsInTheKernel() throws Exception {
    try (Socket listener = Loopback.listener(AF.INET)) {
      Waiter virtual = parkedIn(listener);
      Waiter platform = Waiter.start(false, listener::accept);
      platform.untilWaiting(DescriptorAccess.of(listener).number());
      assertThat(isSet(listener)).isFalse();
      try (Socket first = Socket.open(AF.INET, SOCK.STREAM);
          Socket second = Socket.open(AF.INET, SOCK.STREAM)) {
        first.connect(listener.getsockname());
        second.connect(listener.getsockname());
        ((Socket) virtual.end().returned()).close();
        ((Socket) platform.end().returned()).close();
      }
    }
  }

  @Test
  void accept_ofAVirtualThreadOnAClosedNumber_isNotMade() throws Exception {
    Socket listener = Loopback.listener(AF.INET);
    listener.close();
    assertThat(Waiter.start(true, listener::accept).end().thrown())
        .isExactlyInstanceOf(ClosedChannelException.class);
  }

  @Test
  void connect_ofAVirtualThread_leavesTheSocketBlocking() throws Exception {
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      SockAddr address = listener.getsockname();
      assertThat(Waiter.start(true, () -> client.connect(address)).end().returned()).isEqualTo(0);
      assertThat(isSet(client)).isFalse();
      assertThat(client.getpeername()).isEqualTo(address);
      Waiter reader = Waiter.start(false, () -> client.recv(ByteBuffer.allocate(1)));
      reader.untilWaiting(DescriptorAccess.of(client).number());
      Loopback.accept(listener).close();
      assertThat(reader.end().returned()).isEqualTo(Socket.EOF);
    }
  }

  /** The queue of the listener is full, so the connection is not made before that closes. */
  @Test
  void connect_ofTwoVirtualThreads_bothGetTheFailure() throws Exception {
    Socket listener = Loopback.bound(AF.INET, SOCK.STREAM);
    listener.listen(0);
    try (Socket first = Socket.open(AF.INET, SOCK.STREAM);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      SockAddr address = listener.getsockname();
      first.connect(address);
      List<Waiter> waiters =
          Stream.generate(() -> Waiter.start(true, () -> client.connect(address)))
              .limit(2)
              .map(waiter -> waiter.untilWaiting(DescriptorAccess.of(client).number()))
              .toList();
      assertThat(isSet(client)).isFalse();
      listener.close(); // the next SYN is refused
      assertThat(waiters)
          .map(waiter -> String.valueOf(waiter.end().thrown()).replaceAll(".*(ECONN\\w+).*", "$1"))
          .containsExactlyInAnyOrder("ECONNREFUSED", "ECONNABORTED");
    } finally {
      listener.close();
    }
  }

  @Test
  void connect_toAUnixListenerWithSpace_needsNoPlatformThread() throws Exception {
    Path path = directory.resolve("listener");
    try (Socket listener = Loopback.listener(SOCK.STREAM, path, 1);
        Socket client = Socket.open(AF.UNIX, SOCK.STREAM)) {
      assertThat(Waiter.start(true, () -> client.connect(SockAddr.unix(path))).end().returned())
          .isEqualTo(0);
      assertThat(isSet(client)).isFalse();
      Loopback.accept(listener).close();
    }
  }
}
