package org.llsocket.poll;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llsocket.poll.Fixtures.events;
import static org.llsocket.poll.Fixtures.now;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.LeakCheck;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.ThreadCalls;
import org.llsocket.poll.Fixtures.Pipe;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Libc;
import org.llsocket.testing.Loopback;

/** Registrations, and the events that they report. */
@ExtendWith(LeakCheck.class)
class EpollTest {
  private Epoll<String> epoll = open();
  private Pipe pipe = pipe();

  private static Epoll<String> open() {
    try {
      return Epoll.open();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Pipe pipe() {
    try {
      return Pipe.open();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void await_freshEpoll_reportsNothing() throws IOException {
    assertThat(now(epoll)).isEmpty();
    assertThat(epoll.size()).isZero();
  }

  @AfterEach
  void close() throws IOException {
    epoll.close();
    pipe.close();
  }

  private static void assertFails(Errno errno, String op, ThrowingCall call) {
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(call::run)
        .matches(e -> e.errno().equals(errno), errno.toString())
        .withMessageStartingWith("epoll_ctl(fd=")
        .withMessageContaining(op);
  }

  private interface ThrowingCall {
    void run() throws IOException;
  }

  // ---- names

  @Test
  void flags_eachName_hasTheNumberOfItsCName() throws ReflectiveOperationException {
    for (Class<?> type : List.of(Epoll.class, Poll.class)) {
      assertThat(type.getFields()).hasSizeGreaterThan(10);
      for (var field : type.getFields()) {
        String cName = type.getSimpleName().toUpperCase(Locale.ROOT) + field.getName();
        assertThat(field.getInt(null)).as(cName).isEqualTo(Platform.number(cName));
      }
    }
    assertThat(Epoll.eventNames(Epoll.IN | Epoll.ET | Epoll.ONESHOT))
        .isEqualTo("EPOLLIN|EPOLLONESHOT|EPOLLET");
    assertThat(Poll.eventNames(Poll.NVAL | Poll.HUP)).isEqualTo("POLLHUP|POLLNVAL");
    assertThat(Epoll.eventNames(0)).isEqualTo("0");
  }

  @Test
  void toString_openAndClosed_showsTheState() throws IOException {
    epoll.add(pipe.reader(), Epoll.IN, "r");
    assertThat(epoll).hasToString("Epoll[fd=" + epoll.descriptor().fd() + ", size=1]");
    epoll.close();
    assertThat(epoll).hasToString("Epoll[closed]");
    assertThat(epoll.isOpen()).isFalse();
  }

  @Test
  void open_descriptor_isCloseOnExec() throws IOException {
    assertThat(epoll.descriptor().cloexec()).isTrue();
  }

  // ---- kinds of descriptors

  @Test
  void await_pipe_reportsReadableAndWritable() throws IOException {
    epoll.add(pipe.reader(), Epoll.IN | Epoll.RDHUP, "r");
    epoll.add(pipe.writer(), Epoll.OUT, "w");
    assertThat(now(epoll)).containsExactly("w:EPOLLOUT");
    pipe.write();
    assertThat(now(epoll)).containsExactlyInAnyOrder("w:EPOLLOUT", "r:EPOLLIN");
    pipe.reader().close();
    assertThat(now(epoll)).containsExactly("w:EPOLLOUT|EPOLLERR");
  }

  @Test
  void await_socket_reportsDataAndHalfClose() throws IOException {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      epoll.add(pair.first(), Epoll.IN | Epoll.RDHUP, "s");
      assertThat(now(epoll)).isEmpty();
      pair.second().send(ByteBuffer.wrap(new byte[3]));
      assertThat(events(epoll, Blocked.DEADLINE)).containsExactly("s:EPOLLIN");
      pair.second().shutdown(SHUT.WR);
      Blocked.until("the end", () -> reported().contains("s:EPOLLIN|EPOLLRDHUP"));
    }
  }

  private List<String> reported() {
    try {
      return now(epoll);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void await_listener_reportsAConnection() throws IOException {
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      epoll.add(listener, Epoll.IN, "l");
      client.connect(listener.getsockname());
      assertThat(events(epoll, Blocked.DEADLINE)).containsExactly("l:EPOLLIN");
    }
  }

  @Test
  void await_eventfdAndTimerfd_reportsBoth() throws IOException {
    try (Descriptor event = Fixtures.eventfd(1);
        Descriptor timer = Fixtures.timerfd(Duration.ofMillis(1))) {
      epoll.add(event, Epoll.IN, "event");
      assertThat(now(epoll)).containsExactly("event:EPOLLIN");
      epoll.delete(event);
      epoll.add(timer, Epoll.IN, "timer");
      assertThat(events(epoll, Blocked.DEADLINE)).containsExactly("timer:EPOLLIN");
    }
  }

  @Test
  void await_signalfd_reportsASignal() throws IOException {
    int signal = 40;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(128, 8);
      mask.set(JAVA_LONG, 0, 1L << (signal - 1));
      Libc.call("sigprocmask", 0, mask, MemorySegment.NULL);
      try (Descriptor signals = Descriptor.adopt(Libc.call("signalfd", -1, mask, 02000000))) {
        epoll.add(signals, Epoll.IN, "signal");
        assertThat(now(epoll)).isEmpty();
        ThreadCalls.tgkill(ThreadCalls.gettid(), signal);
        assertThat(events(epoll, Blocked.DEADLINE)).containsExactly("signal:EPOLLIN");
        signals.read(ByteBuffer.allocate(128));
        assertThat(now(epoll)).isEmpty();
      } finally {
        Libc.call("sigprocmask", 1, mask, MemorySegment.NULL);
      }
    }
  }

  @Test
  void await_nestedEpoll_reportsThatItHasEvents() throws IOException {
    try (Epoll<String> inner = Epoll.open()) {
      epoll.add(inner.descriptor(), Epoll.IN, "inner");
      inner.add(pipe.reader(), Epoll.IN, "r");
      assertThat(now(epoll)).isEmpty();
      pipe.write();
      assertThat(events(epoll, Blocked.DEADLINE)).containsExactly("inner:EPOLLIN");
      assertThat(now(inner)).containsExactly("r:EPOLLIN");
    }
    assertThat(epoll.size()).isZero();
  }

  // ---- level, edge, one-shot, exclusive

  @Test
  void await_levelTriggered_reportsWhileTheConditionHolds() throws IOException {
    epoll.add(pipe.reader(), Epoll.IN, "r");
    pipe.write();
    for (int i = 0; i < 3; i++) {
      assertThat(now(epoll)).containsExactly("r:EPOLLIN");
    }
    pipe.read();
    assertThat(now(epoll)).isEmpty();
  }

  @Test
  void await_edgeTriggered_reportsEachEdgeOnce() throws IOException {
    epoll.add(pipe.reader(), Epoll.IN | Epoll.ET, "r");
    pipe.write();
    assertThat(now(epoll)).containsExactly("r:EPOLLIN");
    assertThat(now(epoll)).isEmpty();
    pipe.write();
    assertThat(now(epoll)).containsExactly("r:EPOLLIN");
    assertThat(now(epoll)).isEmpty();
  }

  @Test
  void await_oneShot_reportsOnceUntilModified() throws IOException {
    epoll.add(pipe.reader(), Epoll.IN | Epoll.ONESHOT, "r");
    pipe.write();
    assertThat(now(epoll)).containsExactly("r:EPOLLIN");
    pipe.write();
    assertThat(now(epoll)).isEmpty();
    epoll.modify(pipe.reader(), Epoll.IN | Epoll.ONESHOT, "again");
    assertThat(now(epoll)).containsExactly("again:EPOLLIN");
    assertThat(now(epoll)).isEmpty();
  }

  @Test
  void add_exclusive_reportsAndCannotBeModified() throws IOException {
    epoll.add(pipe.reader(), Epoll.IN | Epoll.EXCLUSIVE, "r");
    pipe.write();
    assertThat(now(epoll)).containsExactly("r:EPOLLIN");
    assertFails(Errno.EINVAL, "EPOLL_CTL_MOD", () -> epoll.modify(pipe.reader(), Epoll.IN));
    assertFails(
        Errno.EINVAL,
        "EPOLLEXCLUSIVE",
        () -> epoll.add(pipe.writer(), Epoll.OUT | Epoll.ONESHOT | Epoll.EXCLUSIVE, "w"));
    assertThat(epoll.size()).isEqualTo(1);
  }

  // ---- no busy loops

  @Test
  void await_hungUpAndEdgeTriggered_reportsOnce() throws IOException {
    epoll.add(pipe.reader(), Epoll.IN | Epoll.ET, "r");
    pipe.writer().close();
    assertThat(now(epoll)).containsExactly("r:EPOLLHUP");
    assertThat(now(epoll)).isEmpty();
    assertThat(events(epoll, Duration.ofMillis(20))).isEmpty();
  }

  @Test
  void modify_toZero_reportsAHangUpAtMostOnce() throws IOException {
    pipe.writer().close();
    epoll.add(pipe.reader(), Epoll.IN, "r");
    assertThat(now(epoll)).containsExactly("r:EPOLLHUP");
    assertThat(now(epoll)).containsExactly("r:EPOLLHUP");
    epoll.modify(pipe.reader(), 0);
    int reported = 0;
    for (int i = 0; i < 50; i++) {
      reported += now(epoll).size();
    }
    assertThat(reported).isLessThanOrEqualTo(1);
  }

  @Test
  void modify_toZero_pausesUntilModifiedBack() throws IOException {
    pipe.write();
    epoll.add(pipe.reader(), Epoll.IN, "r");
    epoll.modify(pipe.reader(), 0);
    pipe.write();
    assertThat(now(epoll)).isEmpty();
    epoll.modify(pipe.reader(), Epoll.IN);
    assertThat(now(epoll)).containsExactly("r:EPOLLIN");
  }

  // ---- adding and removing

  @Test
  void add_twice_isRefused() throws IOException {
    epoll.add(pipe.reader(), Epoll.IN, "first");
    assertFails(Errno.EEXIST, "EPOLL_CTL_ADD", () -> epoll.add(pipe.reader(), Epoll.IN, "second"));
    pipe.write();
    assertThat(now(epoll)).containsExactly("first:EPOLLIN");
    assertThat(epoll.size()).isEqualTo(1);
  }

  @Test
  void add_duplicate_isASeparateRegistration() throws IOException {
    try (Descriptor duplicate = pipe.reader().dup()) {
      epoll.add(pipe.reader(), Epoll.IN, "first");
      epoll.add(duplicate, Epoll.IN, "second");
      pipe.write();
      assertThat(now(epoll)).containsExactlyInAnyOrder("first:EPOLLIN", "second:EPOLLIN");
      pipe.reader().close();
      assertThat(now(epoll)).containsExactly("second:EPOLLIN");
    }
    assertThat(epoll.size()).isZero();
  }

  @Test
  void add_regularFile_isRefused() throws IOException {
    try (Descriptor file = Descriptor.openFile(Path.of("pom.xml"))) {
      assertFails(Errno.EPERM, "EPOLLIN", () -> epoll.add(file, Epoll.IN, "file"));
    }
    assertThat(epoll.size()).isZero();
  }

  @Test
  void add_itself_isRefused() throws IOException {
    Descriptor self = epoll.descriptor();
    assertFails(Errno.EINVAL, "EPOLL_CTL_ADD", () -> epoll.add(self, Epoll.IN, "self"));
    assertFails(Errno.EINVAL, "EPOLL_CTL_MOD", () -> epoll.modify(self, Epoll.IN));
    assertFails(Errno.EINVAL, "EPOLL_CTL_DEL", () -> epoll.delete(self));
  }

  @Test
  void add_epollsOfEachOther_isRefused() throws IOException {
    try (Epoll<String> other = Epoll.open()) {
      epoll.add(other.descriptor(), Epoll.IN, "other");
      assertFails(
          Errno.ELOOP, "EPOLL_CTL_ADD", () -> other.add(epoll.descriptor(), Epoll.IN, "epoll"));
    }
  }

  @Test
  void modifyAndDelete_unregistered_areRefused() {
    assertFails(Errno.ENOENT, "EPOLL_CTL_MOD", () -> epoll.modify(pipe.reader(), Epoll.IN));
    assertFails(Errno.ENOENT, "EPOLL_CTL_DEL", () -> epoll.delete(pipe.reader()));
  }

  @Test
  void arguments_bad_areRefusedBeforeAnyCall() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> epoll.add(pipe.reader(), 0, "r"))
        .withMessageContaining("events 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> epoll.await((d, e, a) -> {}, Duration.ofNanos(-1)))
        .withMessageContaining("negative");
    for (int max : new int[] {0, -1, 1025}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> epoll.await((d, e, a) -> {}, max, Duration.ZERO))
          .withMessage("maxevents " + max + " is not 1 to 1024");
    }
  }

  @Test
  void delete_duringDelivery_dropsItsEvent() throws IOException {
    try (Pipe other = Pipe.open()) {
      epoll.add(pipe.reader(), Epoll.IN, "one");
      epoll.add(other.reader(), Epoll.IN, "two");
      pipe.write();
      other.write();
      List<String> reported = new ArrayList<>();
      int n =
          epoll.await((descriptor, events, name) -> {
            reported.add(name);
            epoll.delete(name.equals("one") ? other.reader() : pipe.reader());
          });
      assertThat(n).isEqualTo(1);
      assertThat(reported).hasSize(1);
      assertThat(epoll.size()).isEqualTo(1);
    }
  }

  @Test
  void use_afterClose_throws() throws IOException {
    epoll.add(pipe.reader(), Epoll.IN, "r");
    epoll.close();
    epoll.close();
    epoll.wakeup();
    assertThat(epoll.size()).isZero();
    assertThatThrownBy(() -> now(epoll)).isExactlyInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> epoll.add(pipe.reader(), Epoll.IN, "r"))
        .isExactlyInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> epoll.delete(pipe.reader()))
        .isExactlyInstanceOf(ClosedChannelException.class);
    assertThat(pipe.reader().isOpen()).isTrue();
  }

  @Test
  void add_closedDescriptor_throws() throws IOException {
    pipe.reader().close();
    assertThatThrownBy(() -> epoll.add(pipe.reader(), Epoll.IN, "r"))
        .isExactlyInstanceOf(ClosedChannelException.class);
    assertThat(epoll.size()).isZero();
  }

  // ---- delivery

  @Test
  void await_moreThanMaxevents_deliversAllInTurn() throws IOException {
    List<Descriptor> all = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        all.add(Fixtures.eventfd(1));
        epoll.add(all.getLast(), Epoll.IN | Epoll.ONESHOT, "e" + i);
      }
      List<String> reported = new ArrayList<>();
      int n;
      do {
        n = epoll.await((d, e, name) -> reported.add(name), 7, Duration.ZERO);
        assertThat(n).isLessThanOrEqualTo(7);
      } while (n > 0);
      assertThat(reported).hasSize(20).doesNotHaveDuplicates();
    } finally {
      for (Descriptor each : all) {
        each.close();
      }
    }
    assertThat(epoll.size()).isZero();
  }

  @Test
  void await_handlerThrows_nextWaitDeliversTheRest() throws IOException {
    try (Pipe other = Pipe.open()) {
      epoll.add(pipe.reader(), Epoll.IN | Epoll.ONESHOT, "one");
      epoll.add(other.reader(), Epoll.IN | Epoll.ONESHOT, "two");
      pipe.write();
      other.write();
      List<String> reported = new ArrayList<>();
      assertThatThrownBy(() ->
              epoll.await((descriptor, events, name) -> {
                reported.add(name);
                throw new IOException("mine");
              }))
          .hasMessage("mine");
      epoll.await((descriptor, events, name) -> reported.add(name));
      assertThat(reported).containsExactlyInAnyOrder("one", "two");
    }
  }

  @Test
  void await_insideAHandler_isAWaitOfItsOwn() throws IOException {
    try (Pipe other = Pipe.open()) {
      epoll.add(pipe.reader(), Epoll.IN | Epoll.ONESHOT, "one");
      pipe.write();
      List<String> reported = new ArrayList<>();
      epoll.await((descriptor, events, name) -> {
        reported.add(name);
        epoll.add(other.reader(), Epoll.IN | Epoll.ONESHOT, "two");
        other.write();
        epoll.await((d, e, inner) -> reported.add(inner));
      });
      assertThat(reported).containsExactly("one", "two");
    }
  }
}
