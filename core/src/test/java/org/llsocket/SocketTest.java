package org.llsocket;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Libc;
import org.llsocket.testing.Loopback;

/** Making sockets, what they are, and who owns them. */
@ExtendWith(LeakCheck.class)
class SocketTest {
  @Test
  void open_familyAndType_isWhatTheKernelSays() throws Exception {
    try (Socket socket = Socket.open(AF.INET, SOCK.STREAM.nonblock())) {
      assertThat(socket.family()).isEqualTo(AF.INET);
      assertThat(socket.type()).isEqualTo(SOCK.STREAM);
      assertThat(socket.protocol()).isEqualTo(IPPROTO.TCP);
      assertThat(socket.nonblock()).isTrue();
      assertThat(socket.cloexec()).isTrue();
      assertThat(socket.error()).isNull();
      assertThat(socket.fd()).isNotNegative();
      assertThat(socket).hasToString("Socket[fd=" + socket.fd() + "]");
    }
  }

  @Test
  void open_unknown_throwsWithErrnoCallAndArguments() {
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(() -> Socket.open(AF.INET, SOCK.STREAM, IPPROTO.UDP))
        .withMessage("socket(AF_INET, SOCK_STREAM, 17): EPROTONOSUPPORT (Protocol not supported)")
        .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EPROTONOSUPPORT))
        .satisfies(e -> assertThat(e.call()).isEqualTo("socket"));
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(() -> Socket.pair(AF.INET, SOCK.DGRAM, IPPROTO.UDP))
        .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EOPNOTSUPP));
  }

  @Test
  void pair_ofEveryUnixType_isConnected() throws Exception {
    for (SOCK type : List.of(SOCK.STREAM, SOCK.DGRAM, SOCK.SEQPACKET)) {
      try (Socket.Pair pair = Socket.pair(type)) {
        assertThat(pair.first().type()).isEqualTo(type);
        assertThat(pair.second().family()).isEqualTo(AF.UNIX);
        assertThat(pair.first().send(MemorySegment.ofArray(new byte[3]))).isEqualTo(3);
        assertThat(pair.second().recv(ByteBuffer.allocate(9))).isEqualTo(3);
        assertThat(pair.first().getsockname()).isEqualTo(SockAddr.unnamed());
        assertThat(pair.second().getpeername().isUnnamed()).isTrue();
      }
    }
  }

  @Test
  void pairClose_closesBoth() throws Exception {
    Socket.Pair pair = Socket.pair(SOCK.STREAM);
    pair.close();
    assertThat(pair.first().isOpen()).isFalse();
    assertThat(pair.second().isOpen()).isFalse();
  }

  /** Socket inherits the static methods of Descriptor. */
  @Test
  void open_everyOverload_returnsASocket() {
    assertThat(Socket.class.getMethods())
        .filteredOn(each -> each.getName().equals("open"))
        .hasSize(2)
        .allMatch(each -> each.getReturnType() == Socket.class);
  }

  @Test
  void descriptors_ofEveryOrigin_areCloseOnExecFromBirth() throws Exception {
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM);
        Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Socket dup = pair.first().dup();
        Descriptor file = Descriptor.openFile(Path.of("/dev/null"));
        Descriptor fileDup = file.dup()) {
      client.connect(listener.getsockname());
      try (Socket peer = Loopback.accept(listener)) {
        for (Descriptor each :
            List.of(listener, client, pair.first(), pair.second(), dup, file, fileDup, peer)) {
          assertThat(each.cloexec()).isTrue();
          assertThat(Libc.call("fcntl", each.fd(), 1)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void cloexec_setAndCleared_isWhatTheKernelSays() throws Exception {
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      socket.cloexec(false);
      assertThat(Libc.call("fcntl", socket.fd(), 1)).isZero();
      assertThat(socket.cloexec()).isFalse();
      socket.cloexec(true);
      assertThat(Libc.call("fcntl", socket.fd(), 1)).isEqualTo(1);
    }
  }

  @Test
  void cloexec_cleared_isForChildrenOfCOnly() throws Exception {
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM);
        Arena arena = Arena.ofConfined()) {
      String isOpen = "test -e /proc/self/fd/" + socket.fd();
      MemorySegment command = arena.allocateFrom(isOpen);
      assertThat(Libc.call("system", command)).as("a child of C's").isNotZero();
      socket.cloexec(false);
      assertThat(Libc.call("system", command)).as("a child of C's").isZero();
      Process child = new ProcessBuilder("sh", "-c", isOpen).start();
      assertThat(child.waitFor()).as("a child of the JDK's").isNotZero();
    }
  }

  @Test
  void nonblock_set_isSharedByDuplicates() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Socket dup = pair.first().dup()) {
      assertThat(dup.nonblock()).isFalse();
      pair.first().nonblock(true);
      assertThat(dup.nonblock()).isTrue();
      assertThat(dup.recv(ByteBuffer.allocate(1))).isEqualTo(Socket.AGAIN);
      dup.nonblock(false);
      assertThat(pair.first().nonblock()).isFalse();
    }
  }

  @Test
  void dup_afterTheFirstIsClosed_goesOn() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.SEQPACKET)) {
      try (Socket dup = pair.first().dup()) {
        assertThat(dup.fd()).isNotEqualTo(pair.first().fd());
        assertThat(dup.type()).isEqualTo(SOCK.SEQPACKET);
        pair.first().close();
        assertThat(dup.send(MemorySegment.ofArray(new byte[1]))).isEqualTo(1);
        assertThat(pair.second().recv(ByteBuffer.allocate(1))).isEqualTo(1);
      }
      assertThat(pair.second().recv(ByteBuffer.allocate(1))).isEqualTo(Socket.EOF);
    }
  }

  @Test
  void release_andAdopt_handTheNumberOver() throws Exception {
    Socket first = Loopback.bound(AF.INET, SOCK.DGRAM);
    SockAddr name = first.getsockname();
    int fd = first.detach();
    assertThat(first.isOpen()).isFalse();
    assertThat(first.fd()).isEqualTo(-1);
    first.close();
    assertThatThrownBy(first::detach).isInstanceOf(ClosedChannelException.class);
    try (Socket second = Socket.adopt(fd)) {
      assertThat(second.fd()).isEqualTo(fd);
      assertThat(second.family()).isEqualTo(AF.INET);
      assertThat(second.type()).isEqualTo(SOCK.DGRAM);
      assertThat(second.getsockname()).isEqualTo(name);
    }
  }

  @Test
  void adopt_flags_stayAsTheyAre() throws Exception {
    Socket first = Socket.open(AF.UNIX, SOCK.STREAM.nonblock());
    first.cloexec(false);
    try (Socket second = Socket.adopt(first.detach())) {
      assertThat(second.cloexec()).isFalse();
      assertThat(second.nonblock()).isTrue();
    }
  }

  @Test
  void adopt_noSocket_isRefusedAndStaysOpen() throws Exception {
    assertThatIllegalArgumentException().isThrownBy(() -> Socket.adopt(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> Descriptor.adopt(Integer.MIN_VALUE));
    int file = Libc.open("/dev/null", 02000000);
    assertErrno(Errno.ENOTSOCK, () -> Socket.adopt(file));
    try (Descriptor descriptor = Descriptor.adopt(file)) {
      assertThat(descriptor.cloexec()).isTrue();
    }
    assertErrno(Errno.EBADF, () -> Socket.adopt(1_000_000));
    assertErrno(Errno.EBADF, () -> Descriptor.adopt(1_000_000));
  }

  @Test
  void release_whileACallIsInFlight_isRefused() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Socket first = pair.first();
      var call = Blocked.start(() -> first.recv(ByteBuffer.allocate(1)));
      call.untilInKernel(first.fd());
      assertThatIllegalStateException()
          .isThrownBy(first::detach)
          .withMessageContaining("in use by 1 call");
      pair.second().send(MemorySegment.ofArray(new byte[1]));
      assertThat(call.get()).isEqualTo(1);
    }
  }

  private static List<ThrowingCallable> calls(Socket socket) {
    MemorySegment heap = MemorySegment.ofArray(new byte[8]);
    ByteBuffer direct = ByteBuffer.allocateDirect(8);
    SockAddr to = SockAddr.inet("127.0.0.1", 9);
    return List.of(
        () -> socket.send(heap),
        () -> socket.send(heap, MSG.DONTWAIT),
        () -> socket.send(direct),
        () -> socket.sendto(heap, to),
        () -> socket.sendto(direct, to),
        () -> socket.recv(heap),
        () -> socket.recv(direct, MSG.PEEK),
        () -> socket.recvfrom(heap, new SockAddrBuffer()),
        () -> socket.recvfrom(direct, new SockAddrBuffer()),
        () -> socket.read(direct),
        () -> socket.read(heap),
        () -> socket.write(direct),
        () -> socket.write(heap),
        () -> socket.sendfile(Path.of("/dev/null"), 0, 1),
        () -> socket.bind(to),
        () -> socket.connect(to),
        socket::disconnect,
        socket::listen,
        () -> socket.listen(1),
        socket::accept,
        () -> socket.accept(new SockAddrBuffer()),
        () -> socket.shutdown(SHUT.WR),
        socket::getsockname,
        socket::getpeername,
        socket::protocol,
        socket::error,
        socket::atmark,
        socket::dup,
        socket::detach,
        socket::cloexec,
        () -> socket.cloexec(true),
        socket::nonblock,
        () -> socket.nonblock(true),
        () -> socket.getsockopt(1, 3, heap),
        () -> socket.setsockopt(1, 2, heap));
  }

  @Test
  void everyCall_afterClose_throwsClosedChannelException() throws Exception {
    Socket socket = Socket.open(AF.INET, SOCK.DGRAM);
    socket.close();
    for (ThrowingCallable call : calls(socket)) {
      assertThatThrownBy(call).isExactlyInstanceOf(ClosedChannelException.class);
    }
    assertThat(socket.family()).isEqualTo(AF.INET);
    assertThat(socket.type()).isEqualTo(SOCK.DGRAM);
    assertThat(socket).hasToString("Socket[closed]");
    socket.close();
    socket.close(SHUT.RDWR);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void badArguments_anySocket_areRefusedBeforeTheCall(AF family, SOCK type) throws Exception {
    try (Socket socket = Socket.open(family, type)) {
      MemorySegment heap = MemorySegment.ofArray(new byte[8]);
      MemorySegment readOnly = heap.asReadOnly();
      ByteBuffer readOnlyBuffer = ByteBuffer.allocate(8).asReadOnlyBuffer();
      SockAddr address = SockAddr.inet("127.0.0.1", 9);
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> socket.recv(readOnly),
              () -> socket.recv(readOnlyBuffer),
              () -> socket.recvfrom(readOnly, new SockAddrBuffer()),
              () -> socket.recvfrom(readOnlyBuffer, new SockAddrBuffer()),
              () -> socket.read(readOnly),
              () -> socket.read(heap, readOnly),
              () -> socket.read(readOnlyBuffer),
              () -> socket.read(nCopies(1025, ByteBuffer.allocate(1)).toArray(ByteBuffer[]::new)),
              () -> socket.write(nCopies(1025, heap).toArray(MemorySegment[]::new)),
              () -> socket.send(heap, MSG.ZEROCOPY),
              () -> socket.sendto(heap, address, MSG.ZEROCOPY),
              () -> socket.sendto(heap, new SockAddrBuffer()),
              () -> socket.bind(new SockAddrBuffer()),
              () -> socket.connect(new SockAddrBuffer()),
              () -> socket.connect(SockAddr.raw(AF.UNSPEC, new byte[14])),
              () -> socket.listen(-1),
              () -> socket.accept(null, 1),
              () -> socket.sendfile(Path.of("/dev/null"), -1, 1),
              () -> socket.sendfile(Path.of("/dev/null"), 0, -1),
              () -> socket.sendfile(socket, -1),
              () -> socket.sendfile(socket, -1, 1),
              () -> socket.getsockopt(1, 3, readOnly))) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageNotContaining("null");
      }
      assertThat(socket.isOpen()).isTrue();
    }
  }

  private static List<Object[]> kinds() {
    return List.of(
        new Object[] {AF.INET, SOCK.STREAM},
        new Object[] {AF.INET, SOCK.DGRAM},
        new Object[] {AF.UNIX, SOCK.SEQPACKET});
  }

  @Test
  void getsockopt_raw_fillsAndReturnsTheLength() throws Exception {
    try (Socket socket = Socket.open(AF.INET, SOCK.STREAM)) {
      int[] value = {-1, -1};
      assertThat(socket.getsockopt(1, 3, MemorySegment.ofArray(value))).isEqualTo(4);
      assertThat(value).containsExactly(SOCK.STREAM.number(), -1);
      socket.setsockopt(1, 2, MemorySegment.ofArray(new int[] {1}));
      assertThat(socket.getsockopt(1, 2, MemorySegment.ofArray(value))).isEqualTo(4);
      assertThat(value[0]).isEqualTo(1);
      assertErrno(
          Errno.ENOPROTOOPT, () -> socket.getsockopt(1, 9999, MemorySegment.ofArray(value)));
      assertErrno(Errno.EINVAL, () -> socket.setsockopt(1, 2, MemorySegment.ofArray(new byte[0])));
    }
  }

  static void assertErrno(Errno errno, ThrowingCallable call) {
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.errno()).isEqualTo(errno));
  }
}
