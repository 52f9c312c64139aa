package org.llsocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.llsocket.SocketTest.assertErrno;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.internal.platform.Platform;
import org.llsocket.message.Message;
import org.llsocket.message.MessageBatch;
import org.llsocket.message.Rights;
import org.llsocket.testing.Capability;

/** The errno table: every row that the API can express ends with the errno it names. */
@ExtendWith(LeakCheck.class)
class ErrnoCasesTest {
  @TempDir static Path directory;

  private record Row(String id, String call, String fixture, List<String> args, String expected) {
    static Row parse(String line) {
      String[] words = line.split("\t", -1);
      return new Row(words[0], words[1], words[2], List.of(words[3].split(",", -1)), words[4]);
    }
  }

  /** Rows that no argument of the API can express, and why. */
  private static final Map<String, String> INEXPRESSIBLE = new TreeMap<>();

  static {
    because("socketpair has no pointer: the numbers come back as two sockets", "pair-5", "pair-6");
    because(
        "an address is a SockAddr, never a pointer with a length",
        "connect-2",
        "sendto-6",
        "sendto-7");
    because(
        "the memory and the length for a peer's address are the library's own",
        "accept-2",
        "accept-3",
        "gpn-4",
        "gpn-5",
        "gpn-6",
        "gpn-7",
        "gsn-3",
        "gsn-4",
        "gsn-5",
        "gsn-6",
        "recvfrom-3",
        "recvfrom-4");
    because("the length of an option's value is the segment's", "gso-4", "gso-9");
    because("SHUT is an enum", "shut-2");
    because("ioctl is sockatmark only, whose result is the library's own", "ioctl-3", "ioctl-5");
    because("dup chooses its number and its flag itself", "dup3-1", "dup3-2", "dup3-3");
    because(
        "segments have no negative lengths, arrays no negative counts",
        "readv-1",
        "readv-2",
        "writev-1",
        "writev-2");
    because("the headers of a batch are the library's own", "recvmmsg-2", "sendmmsg-2");
    because(
        "the kernel's timeout, which it checks too late, is not used: a Duration is",
        "recvmmsg-3",
        "recvmmsg-4",
        "recvmmsg-5");
    because("a message's name is a SockAddr", "sendmsg-6", "sendmsg-7", "recvmsg-3");
    because("a message and its iovecs are the library's own", "sendmsg-10", "sendmsg-11");
    because("a message and its iovecs are the library's own", "recvmsg-5", "recvmsg-6");
    because(
        "the lengths and the place of control messages are the library's own",
        "sendmsg-14",
        "sendmsg-15",
        "sendmsg-16",
        "sendmsg-17");
    because("more than IOV_MAX buffers are refused before the call", "sendmsg-19");
  }

  private static void because(String reason, String... ids) {
    for (String id : ids) {
      INEXPRESSIBLE.put(id, reason);
    }
  }

  /** Calls that the API does not have yet. */
  private static final Set<String> LATER =
      Set.of(
          "epoll_create",
          "epoll_create1",
          "epoll_ctl",
          "epoll_wait",
          "epoll_pwait2",
          "poll",
          "ppoll",
          "pidfd_getfd");

  private static List<Row> rows() throws IOException {
    try (InputStream table =
        Objects.requireNonNull(ErrnoCasesTest.class.getResourceAsStream("/errno_cases.tsv"))) {
      return new String(table.readAllBytes(), UTF_8).lines().skip(1).map(Row::parse).toList();
    }
  }

  @Test
  void everyRow_isInOneGroup() throws Exception {
    List<Row> rows = rows();
    assertThat(rows).extracting(Row::id).doesNotHaveDuplicates().hasSize(198);
    assertThat(rows).extracting(Row::id).containsAll(INEXPRESSIBLE.keySet());
    assertThat(rows).extracting(Row::call).containsAll(LATER);
    assertThat(rows)
        .filteredOn(row -> INEXPRESSIBLE.containsKey(row.id))
        .extracting(Row::call)
        .doesNotContainAnyElementsOf(LATER);
    long later = rows.stream().filter(row -> LATER.contains(row.call)).count();
    assertThat(expressed(rows).count() + INEXPRESSIBLE.size() + later).isEqualTo(198);
    assertThat(INEXPRESSIBLE).hasSize(46);
  }

  private static Stream<Row> expressed(List<Row> rows) {
    return rows.stream()
        .filter(row -> !INEXPRESSIBLE.containsKey(row.id) && !LATER.contains(row.call));
  }

  @TestFactory
  Stream<DynamicTest> rows_throughThePublicApi_endWithTheirErrno() throws Exception {
    return expressed(rows()).map(row -> dynamicTest(row.id, () -> check(row)));
  }

  private static void check(Row row) throws IOException {
    if (row.fixture.endsWith("_nobody")) {
      Capability.ROOT.require();
      Capability.PRIVILEGED_PORTS.require();
    }
    try (var fixtures = new ErrnoFixtures(directory)) {
      switch (row.expected) {
        case "OK" -> assertThat(run(row, fixtures)).isNotEqualTo(Socket.AGAIN);
        case "EAGAIN" -> assertThat(run(row, fixtures)).isEqualTo(Socket.AGAIN);
        default -> assertErrno(new Errno(Platform.number(row.expected)), () -> run(row, fixtures));
      }
    }
  }

  private static Object run(Row row, ErrnoFixtures fixtures) throws IOException {
    if (row.call.equals("socket") || row.call.equals("socketpair")) {
      return create(row);
    }
    Socket socket = fixtures.socket(row.fixture);
    return row.fixture.endsWith("_nobody")
        ? ErrnoFixtures.asNobody(() -> run(row, socket, fixtures))
        : run(row, socket, fixtures);
  }

  private static Object create(Row row) throws IOException {
    var family = new AF(row.args.get(0).equals("0") ? 0 : Platform.number("AF_" + row.args.get(0)));
    String name = row.args.get(1);
    var type =
        new SOCK(
            Character.isDigit(name.charAt(0))
                ? Integer.parseInt(name)
                : Platform.number("SOCK_" + name));
    var protocol = new IPPROTO(Integer.parseInt(row.args.get(2)));
    try (AutoCloseable made =
        row.call.equals("socket")
            ? Socket.open(family, type, protocol)
            : Socket.pair(family, type, protocol)) {
      return made;
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static Object run(Row row, Socket socket, ErrnoFixtures fixtures) throws IOException {
    List<String> args = row.args;
    return switch (row.call) {
      case "bind" -> done(() -> socket.bind(address(args, 1, fixtures)));
      case "connect" -> socket.connect(address(args, 1, fixtures));
      case "listen" -> done(() -> socket.listen(number(args, 1)));
      case "accept" -> String.valueOf(socket.accept(new SockAddrBuffer()));
      case "getpeername" -> socket.getpeername();
      case "getsockname" -> socket.getsockname();
      case "getsockopt" -> socket.getsockopt(number(args, 1), number(args, 2), option(args));
      case "setsockopt" ->
          done(() -> socket.setsockopt(number(args, 1), number(args, 2), option(args)));
      case "shutdown" -> done(() -> socket.shutdown(SHUT.RDWR));
      case "send" -> socket.send(buffer(args), flags(args, 3));
      case "sendto" -> socket.sendto(buffer(args), address(args, 4, fixtures), flags(args, 3));
      case "recv" -> socket.recv(buffer(args), flags(args, 3));
      case "recvfrom" -> socket.recvfrom(buffer(args), new SockAddrBuffer(), flags(args, 3));
      case "sendmsg", "recvmsg" -> message(row, socket, fixtures);
      case "ioctl" -> socket.atmark();
      case "close" -> done(socket::close);
      case "sendmmsg" -> batch(batch -> socket.sendmmsg(batch, flags(args, 3)));
      case "recvmmsg" -> batch(batch -> socket.recvmmsg(batch, flags(args, 3)));
      case "readv" -> socket.read(ByteBuffer.allocate(8));
      case "writev" -> socket.write(new ByteBuffer[0]);
      default -> throw new AssertionError(row);
    };
  }

  /** {@code msg(name=sa4:listener;size=4;rights=1)}. */
  private static int message(Row row, Socket socket, ErrnoFixtures fixtures) throws IOException {
    try (var message = new Message().controlCapacity(128_000)) {
      int size = 8;
      String parts = row.args.get(1).replaceAll("^msg\\(|\\)$", "");
      for (String part : parts.isEmpty() ? new String[0] : parts.split(";", -1)) {
        String value = part.substring(part.indexOf('=') + 1);
        switch (part.substring(0, part.indexOf('='))) {
          case "name" -> message.name(address(List.of(value, "auto"), 0, fixtures));
          case "base" -> message.buffers(wild(Long.parseLong(value), size));
          case "size" -> size = Integer.parseInt(value);
          case "rights" -> message.control().add(Rights.of(socket));
          case "ctl" -> message.controlCapacity(Integer.parseInt(value));
          default -> throw new AssertionError(row);
        }
      }
      if (!parts.contains("base=")) {
        message.buffers(ByteBuffer.allocate(size));
      }
      int flags = flags(row.args, 2);
      return row.call.equals("sendmsg")
          ? socket.sendmsg(message, flags)
          : socket.recvmsg(message, flags);
    }
  }

  private interface Action {
    void run() throws IOException;
  }

  private static Object done(Action action) throws IOException {
    action.run();
    return 0;
  }

  private interface Batched {
    int run(MessageBatch batch) throws IOException;
  }

  private static int batch(Batched call) throws IOException {
    try (var batch = MessageBatch.builder().messages(1).dataCapacity(8).build()) {
      return call.run(batch);
    }
  }

  private static int number(List<String> args, int index) {
    return Integer.parseInt(args.get(index));
  }

  private static int flags(List<String> args, int index) {
    return switch (args.get(index)) {
      case "0" -> 0;
      case "NOSIG" -> MSG.NOSIGNAL;
      case "OOB" -> MSG.OOB;
      case "ERRQ" -> MSG.ERRQUEUE;
      default -> throw new AssertionError(args);
    };
  }

  /** {@code buf:1024}, or {@code ptr:-1} for an address that is not mapped. */
  private static MemorySegment buffer(List<String> args) {
    String what = args.get(1);
    return what.startsWith("ptr:")
        ? wild(Long.parseLong(what.substring(4)), number(args, 2))
        : MemorySegment.ofArray(new byte[number(args, 2)]);
  }

  /** {@code ptr} and a length, as {@code 4} or {@code plen:4}. */
  private static MemorySegment option(List<String> args) {
    int length = Integer.parseInt(args.get(4).replace("plen:", ""));
    return args.get(3).equals("ptr")
        ? MemorySegment.ofArray(new byte[length])
        : wild(Long.parseLong(args.get(3).substring(4)), length);
  }

  @SuppressWarnings("restricted") // what a user can do who asks for it
  private static MemorySegment wild(long address, long length) {
    return MemorySegment.ofAddress(address).reinterpret(length);
  }

  /** {@code sa4:host:port} or {@code sa4:listener}, {@code saun:path}, {@code fam47:…}. */
  private static SockAddr address(List<String> args, int index, ErrnoFixtures fixtures)
      throws IOException {
    String what = args.get(index);
    String length = args.get(index + 1);
    String name = what.substring(what.indexOf(':') + 1);
    if (what.startsWith("saun:")) {
      byte[] path = fixtures.path(name).toString().getBytes(UTF_8);
      return SockAddr.raw(AF.UNIX, Arrays.copyOf(path, 108));
    }
    SockAddr inet =
        switch (name) {
          case "listener" -> fixtures.listener.getsockname();
          case "closed" -> fixtures.closed;
          default -> SockAddr.parse(name);
        };
    if (what.startsWith("fam")) {
      int family = Integer.parseInt(what.substring(3, what.indexOf(':')));
      return SockAddr.raw(new AF(family), inet.saData());
    }
    return length.equals("len:3") ? SockAddr.raw(AF.INET, Arrays.copyOf(inet.saData(), 1)) : inet;
  }
}
