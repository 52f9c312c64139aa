package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;
import org.llsocket.poll.Epoll;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Libc;
import org.llsocket.testing.Loopback;

/** Views of descriptors that another owner closes. */
@ExtendWith(LeakCheck.class)
class BorrowTest {
  private static final int F_GETFD = 1;

  private static MemorySegment bytes(int size) {
    return MemorySegment.ofArray(new byte[size]);
  }

  private static <T> Blocked<T> start(boolean virtual, Callable<T> call) {
    return virtual ? Blocked.startVirtual(call) : Blocked.start(call);
  }

  /** How many descriptors this process has of the file of {@code fd}. */
  private static int descriptorsOf(int fd) {
    Path all = Path.of("/proc/self/fd");
    int count = 0;
    try (DirectoryStream<Path> links = Files.newDirectoryStream(all)) {
      Path file = Files.readSymbolicLink(all.resolve(String.valueOf(fd)));
      for (Path link : links) {
        count += isLinkTo(link, file) ? 1 : 0;
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return count;
  }

  private static boolean isLinkTo(Path link, Path file) {
    try {
      return Files.readSymbolicLink(link).equals(file);
    } catch (IOException closed) {
      return false;
    }
  }

  /** Receives a byte through the view on a virtual thread, which makes it wait first. */
  private static void receiveWaiting(Socket view, Socket peer) throws IOException {
    Blocked<Integer> reader = Blocked.startVirtual(() -> view.recv(bytes(1)));
    reader.untilParked();
    peer.send(bytes(1));
    assertThat(reader.get()).isEqualTo(1);
  }

  @Test
  void close_view_leavesTheSocketAlone() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      int fd = pair.first().fd();
      Socket view = Socket.borrow(fd);
      assertThat(view.fd()).isEqualTo(fd);
      assertThat(view.family()).isEqualTo(AF.UNIX);
      assertThat(view.type()).isEqualTo(SOCK.STREAM);
      assertThat(view.get(SO.DOMAIN)).isEqualTo(AF.UNIX.number());
      assertThat(view.send(bytes(3))).isEqualTo(3);
      view.close();
      view.close();
      assertThat(view.isOpen()).isFalse();
      assertThat(view.fd()).isEqualTo(-1);
      assertThatThrownBy(() -> view.send(bytes(1))).isInstanceOf(ClosedChannelException.class);
      assertThatThrownBy(view::detach).isInstanceOf(ClosedChannelException.class);
      assertThat(pair.second().recv(bytes(9))).isEqualTo(3);
      pair.second().send(bytes(4));
      assertThat(pair.first().recv(bytes(9))).isEqualTo(4);
      assertThat(descriptorsOf(fd)).isEqualTo(1);
    }
  }

  @Test
  void get_infoOfAnothersConnection_isTheKernels() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET);
        Socket view = Socket.borrow(pair.first().fd())) {
      assertThat(view.get(TCP.INFO).state()).isEqualTo(TCP.ESTABLISHED);
      assertThat(view.getpeername()).isEqualTo(pair.second().getsockname());
    }
  }

  @Test
  void borrow_numberThatIsNotOpen_isRefused() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Socket.borrow(-1))
        .withMessage("fd -1 is negative");
    assertThatIllegalArgumentException().isThrownBy(() -> Descriptor.borrow(Integer.MIN_VALUE));
    assertErrno(Errno.EBADF, () -> Descriptor.borrow(1_000_000));
    assertErrno(Errno.EBADF, () -> Socket.borrow(1_000_000));
    try (Descriptor file = Descriptor.adopt(Libc.memfd())) {
      assertErrno(Errno.ENOTSOCK, () -> Socket.borrow(file.fd()));
      assertThat(descriptorsOf(file.fd())).isEqualTo(1);
    }
  }

  private static void assertErrno(Errno errno, Callable<?> call) {
    assertThatThrownBy(call::call)
        .isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  @Test
  void borrow_fdOfAForeignOwner_isOpenUntilThatCloses() throws Exception {
    int fd = Libc.memfd();
    try (Descriptor view = Descriptor.borrow(fd)) {
      assertThat(view.write(bytes(5))).isEqualTo(5);
      try (Descriptor own = view.dup()) {
        assertThat(own.fd()).isNotEqualTo(fd);
        assertThat(descriptorsOf(fd)).isEqualTo(2);
      }
    }
    assertThat(Libc.call("fcntl", fd, F_GETFD)).isNotNegative();
    Descriptor.adopt(fd).close();
  }

  @Test
  void borrow_nonblockingSocket_returnsAgain() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.first().nonblock(true);
      try (Socket view = Socket.borrow(pair.first().fd())) {
        assertThat(view.recv(bytes(1))).isEqualTo(Socket.AGAIN);
        pair.first().nonblock(false);
        assertThat(view.nonblock()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void close_readerBlocked_endsItAndNotTheSocket(boolean virtual) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Socket view = Socket.borrow(pair.first().fd());
      Blocked<Integer> reader = start(virtual, () -> view.recv(bytes(1)));
      reader.untilInKernel(pair.first().fd());
      view.close();
      assertThat(reader.thrown()).isExactlyInstanceOf(AsynchronousCloseException.class);
      pair.second().send(bytes(2));
      assertThat(pair.first().recv(bytes(9))).isEqualTo(2);
      Blocked.until("the duplicate to be closed", () -> descriptorsOf(pair.first().fd()) == 1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void close_acceptBlocked_endsItAndNotTheListener(boolean virtual) throws Exception {
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      Socket view = Socket.borrow(listener.fd());
      Blocked<Socket> acceptor = start(virtual, view::accept);
      Blocked.until("an accept", () -> Blocked.isInKernel(listener.fd()));
      view.close();
      assertThat(acceptor.thrown()).isExactlyInstanceOf(AsynchronousCloseException.class);
      client.connect(listener.getsockname());
      Loopback.accept(listener).close();
    }
  }

  /** No file in the fd's place ends a call that is about to enter the kernel: the signal has to. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void close_atAnyMoment_endsTheReader(boolean virtual) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      for (int round = 0; round < 200; round++) {
        Socket view = Socket.borrow(pair.first().fd());
        Blocked<Integer> reader = start(virtual, () -> view.recv(bytes(1)));
        for (int spin = 0; spin < round * 50; spin++) {
          Thread.onSpinWait();
        }
        view.close();
        assertThat(reader.thrown()).isInstanceOf(ClosedChannelException.class);
      }
      assertThat(pair.first().isOpen()).isTrue();
      Blocked.until("all views to end", () -> descriptorsOf(pair.first().fd()) == 1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void interrupt_readerBlocked_endsTheViewOnly(boolean virtual) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Socket view = Socket.borrow(pair.first().fd());
      Blocked<Integer> reader = start(virtual, () -> view.recv(bytes(1)));
      reader.untilInKernel(pair.first().fd());
      reader.interrupt();
      assertThat(reader.thrown()).isInstanceOf(ClosedByInterruptException.class);
      assertThat(view.isOpen()).isFalse();
      assertThat(pair.first().isOpen()).isTrue();
      assertThat(pair.second().send(bytes(1))).isEqualTo(1);
    }
  }

  @Test
  void recv_ownerAndViewsOnVirtualThreads_eachIsWoken() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET);
        Socket one = Socket.borrow(pair.first().fd());
        Socket two = Socket.borrow(pair.first().fd())) {
      List<Blocked<Integer>> readers = new ArrayList<>();
      for (int round = 0; round < 20; round++) {
        for (Socket each : List.of(pair.first(), one, two)) {
          Blocked<Integer> reader = Blocked.startVirtual(() -> each.recv(bytes(1)));
          reader.untilParked();
          readers.add(reader);
        }
        pair.second().send(bytes(3));
        for (Blocked<Integer> reader : readers) {
          assertThat(reader.get()).isEqualTo(1);
        }
        readers.clear();
      }
      assertThat(descriptorsOf(pair.first().fd())).as("one duplicate per view").isEqualTo(3);
    }
  }

  @Test
  void epoll_ownerAndView_areTwoRegistrations() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Epoll<String> epoll = Epoll.open()) {
      Socket view = Socket.borrow(pair.first().fd());
      epoll.add(pair.first(), Epoll.IN, "owner");
      assertErrno(Errno.ENOENT, () -> modify(epoll, view));
      epoll.add(view, Epoll.IN, "view");
      assertErrno(Errno.EEXIST, () -> add(epoll, view));
      pair.second().send(bytes(1));
      assertThat(ready(epoll)).containsExactlyInAnyOrder("owner", "view");
      epoll.modify(view, Epoll.OUT);
      epoll.delete(pair.first());
      assertThat(ready(epoll)).containsExactly("view");
      view.close();
      assertThat(epoll.size()).isZero();
      assertThat(ready(epoll)).isEmpty();
      assertThat(descriptorsOf(pair.first().fd())).isEqualTo(1);
    }
  }

  private static Object modify(Epoll<String> epoll, Socket socket) throws IOException {
    epoll.modify(socket, Epoll.IN);
    return epoll;
  }

  private static Object add(Epoll<String> epoll, Socket socket) throws IOException {
    epoll.add(socket, Epoll.IN, "again");
    return epoll;
  }

  private static List<String> ready(Epoll<String> epoll) throws IOException {
    List<String> ready = new ArrayList<>();
    epoll.await((descriptor, events, attachment) -> ready.add(attachment), Duration.ZERO);
    return ready;
  }

  @Test
  void detach_view_returnsTheFdAndEndsIt() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Socket view = Socket.borrow(pair.first().fd());
      receiveWaiting(view, pair.second());
      assertThat(descriptorsOf(pair.first().fd())).isEqualTo(2);
      assertThat(view.detach()).isEqualTo(pair.first().fd());
      assertThat(view.isOpen()).isFalse();
      assertThat(descriptorsOf(pair.first().fd())).isEqualTo(1);
    }
  }

  @Test
  void detach_callInFlight_isRefused() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Socket view = Socket.borrow(pair.first().fd())) {
      Blocked<Integer> reader = Blocked.startVirtual(() -> view.recv(bytes(1)));
      reader.untilParked();
      assertThatThrownBy(view::detach).isInstanceOf(IllegalStateException.class);
      pair.second().send(bytes(1));
      assertThat(reader.get()).isEqualTo(1);
    }
  }

  @Test
  void adopt_viewOfASocket_isAView() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Descriptor view = Descriptor.borrow(pair.first().fd());
      try (Socket socket = Socket.adopt(view)) {
        assertThat(view.isOpen()).isFalse();
        assertThat(socket.fd()).isEqualTo(pair.first().fd());
      }
      assertThat(pair.second().send(bytes(1))).isEqualTo(1);
      assertThat(pair.first().recv(bytes(9))).isEqualTo(1);
    }
  }

  @Test
  void adopt_fdThatIsBorrowed_makesItsOwner() throws Exception {
    Socket.Pair pair = Socket.pair(SOCK.STREAM);
    int fd = pair.first().detach();
    try (Socket peer = pair.second()) {
      Socket view = Socket.borrow(fd);
      receiveWaiting(view, peer);
      try (Socket owner = Socket.adopt(fd)) {
        receiveWaiting(owner, peer);
        receiveWaiting(view, peer);
        view.close();
        receiveWaiting(owner, peer);
      }
      assertThat(peer.recv(bytes(1))).isEqualTo(Socket.EOF);
    }
  }

  @Test
  void close_ownerBeforeTheView_endsTheConnectionWithTheView() throws Exception {
    Socket.Pair pair = Socket.pair(SOCK.STREAM);
    try (Socket peer = pair.second()) {
      Socket view = Socket.borrow(pair.first().fd());
      receiveWaiting(view, peer);
      pair.first().close();
      assertThat(peer.recv(bytes(1), MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
      view.close();
      assertThat(peer.recv(bytes(1))).isEqualTo(Socket.EOF);
    }
  }

  @Test
  void collector_forgottenView_closesItsDuplicateOnly() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      int fd = pair.first().fd();
      receiveWaiting(Socket.borrow(fd), pair.second());
      assertThat(descriptorsOf(fd)).isEqualTo(2);
      Blocked.until(
          "the view to end",
          () -> {
            System.gc();
            return descriptorsOf(fd) == 1;
          });
      pair.second().send(bytes(2));
      assertThat(pair.first().recv(bytes(9))).isEqualTo(2);
    }
  }
}
