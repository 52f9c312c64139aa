package org.llsocket.waiting;

import static org.llsocket.waiting.SocketWays.LONG;
import static org.llsocket.waiting.SocketWays.buffer;
import static org.llsocket.waiting.SocketWays.empty;
import static org.llsocket.waiting.SocketWays.full;
import static org.llsocket.waiting.SocketWays.row;
import static org.llsocket.waiting.SocketWays.segment;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.llsocket.Descriptor;
import org.llsocket.Pipe;
import org.llsocket.poll.Epoll;
import org.llsocket.poll.Poll;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Libc;

/** The methods of descriptors of any kind that wait, of pipes, and of what reports readiness. */
final class DescriptorWays {
  private static final int CLOEXEC = 02000000;
  private static final int O_RDONLY = 0;
  private static final int O_WRONLY = 1;
  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = 0400;
  private static final int O_NONBLOCK = 04000;
  private static final int IN_CREATE = 0x100;
  private static final Epoll.Handler<Object> NOTHING = (descriptor, events, name) -> {};

  static final List<WaysRow> ALL =
      List.of(
          row("Descriptor.awaitReadable(Duration)", d -> empty(s -> s.awaitReadable(LONG))),
          row("Descriptor.awaitWritable(Duration)", d -> full(s -> s.awaitWritable(LONG))),
          row("Descriptor.read(ByteBuffer[])", d -> empty(s -> s.read(buffer(), buffer()))),
          row("Descriptor.read(MemorySegment[])", d -> empty(s -> s.read(segment(), segment()))),
          row(
              "Descriptor.read(ByteBuffer[],Duration)",
              d -> empty(s -> s.read(new ByteBuffer[] {buffer()}, LONG))),
          row(
              "Descriptor.read(MemorySegment[],Duration)",
              d -> empty(s -> s.read(new MemorySegment[] {segment()}, LONG))),
          row(
              "Descriptor.write(ByteBuffer[],Duration)",
              d -> full(s -> s.write(new ByteBuffer[] {buffer()}, LONG))),
          row(
              "Descriptor.write(MemorySegment[],Duration)",
              d -> full(s -> s.write(new MemorySegment[] {segment()}, LONG))),
          row("Descriptor.read(ByteBuffer[]) of a pipe", d -> reads(pipe())),
          row("Descriptor.read(ByteBuffer[]) of a FIFO", d -> reads(Descriptor.adopt(fifo(d)))),
          row("Descriptor.read(ByteBuffer[]) of a terminal", d -> reads(terminal())),
          row("Descriptor.read(ByteBuffer[]) of inotify", d -> reads(inotify(d))),
          row("Descriptor.read(ByteBuffer[]) of a signalfd", d -> reads(adopt(Libc.signalfd()))),
          row("Descriptor.read(ByteBuffer[]) of an eventfd", d -> reads(made("eventfd", 0))),
          row("Descriptor.read(ByteBuffer[]) of a timerfd", d -> reads(made("timerfd_create", 1))),
          row("Descriptor.write(ByteBuffer[])", d -> full(s -> s.write(buffer(), buffer()))),
          row("Descriptor.write(MemorySegment[])", d -> full(s -> s.write(segment(), segment()))),
          row("Descriptor.write(ByteBuffer[]) to a pipe", d -> WaitKind.of("PIPE_WRITE").setup(d)),
          row("Descriptor.write(ByteBuffer[]) to a FIFO", d -> writes(adopt(fifo(d)))),
          row("Descriptor.write(ByteBuffer[]) to a terminal", d -> writes(terminal())),
          row("Descriptor.openFile(Path) of a FIFO", d -> opens(d, Descriptor::openFile)),
          row("Descriptor.toFileChannel(OpenOption[]) of a FIFO", DescriptorWays::opensAgain),
          row("Pipe.splice(Descriptor,Descriptor,long,int)", d -> kind("PIPE_SPLICE", d)),
          row("Pipe.splice(Descriptor,long,Descriptor,long,long,int)", d -> splices()),
          row("Pipe.tee(Descriptor,Descriptor,long,int)", d -> kind("PIPE_TEE", d)),
          row("Pipe.vmsplice(Descriptor,MemorySegment,int)", d -> kind("PIPE_VMSPLICE", d)),
          row("poll.Epoll.await(poll.Epoll.Handler)", d -> epoll(e -> e.await(NOTHING))),
          row(
              "poll.Epoll.await(poll.Epoll.Handler,Duration)",
              d -> epoll(e -> e.await(NOTHING, LONG))),
          row(
              "poll.Epoll.await(poll.Epoll.Handler,int,Duration)",
              d -> epoll(e -> e.await(NOTHING, 9, LONG))),
          row("poll.Poll.poll()", d -> empty(s -> poll(s).poll())),
          row("poll.Poll.poll(Duration)", d -> empty(s -> poll(s).poll(LONG))));

  private DescriptorWays() {}

  private static WaitKind.Setup kind(String name, Path directory) throws IOException {
    return WaitKind.of(name).setup(directory);
  }

  private static Descriptor adopt(int fd) throws IOException {
    return Descriptor.adopt(fd);
  }

  private static Descriptor made(String function, int first) throws IOException {
    return adopt(Libc.call(function, first, CLOEXEC));
  }

  private static WaitKind.Setup reads(Descriptor descriptor) {
    return new WaitKind.Setup(
        descriptor, () -> descriptor.read(ByteBuffer.allocate(256)), List.of());
  }

  private static WaitKind.Setup reads(Pipe pipe) {
    return new WaitKind.Setup(
        pipe.reader(), () -> pipe.reader().read(buffer()), List.of(pipe.writer()));
  }

  /** Writes until the buffer is full. */
  private static WaitKind.Setup writes(Descriptor descriptor) {
    return new WaitKind.Setup(
        descriptor,
        () -> {
          while (descriptor.write(buffer()) >= 0) {
            Thread.onSpinWait();
          }
          return 0;
        },
        List.of());
  }

  private static Pipe pipe() throws IOException {
    return Pipe.open();
  }

  private static Path makeFifo(Path directory) {
    Path fifo = directory.resolve("fifo" + System.nanoTime());
    try (Arena arena = Arena.ofConfined()) {
      Libc.call("mkfifo", arena.allocateFrom(fifo.toString()), 0600);
    }
    return fifo;
  }

  /** Open for both, so that neither end is ever missing. */
  private static int fifo(Path directory) {
    return Libc.open(makeFifo(directory).toString(), O_RDWR | CLOEXEC);
  }

  /** The master's end of a terminal whose other end says nothing. */
  private static Descriptor terminal() throws IOException {
    int master = Libc.call("posix_openpt", O_RDWR | O_NOCTTY);
    Libc.call("grantpt", master);
    Libc.call("unlockpt", master);
    return adopt(master);
  }

  private static Descriptor inotify(Path directory) throws IOException {
    int fd = Libc.call("inotify_init1", CLOEXEC);
    try (Arena arena = Arena.ofConfined()) {
      Libc.call("inotify_add_watch", fd, arena.allocateFrom(directory.toString()), IN_CREATE);
    }
    return adopt(fd);
  }

  interface Opening {
    Descriptor open(Path path) throws IOException;
  }

  /** A FIFO whose open waits for a writer; another end that is opened and closed ends it. */
  static WaitKind.Setup opens(Path directory, Opening opening) throws IOException {
    Path fifo = makeFifo(directory);
    return new WaitKind.Setup(
        Pipe.open().reader(),
        () -> {
          opening.open(fifo).close();
          return 0;
        },
        List.of(writer(fifo)));
  }

  private static WaitKind.Setup opensAgain(Path directory) throws IOException {
    Path fifo = makeFifo(directory);
    Descriptor reader = adopt(Libc.open(fifo.toString(), O_RDONLY | O_NONBLOCK | CLOEXEC));
    return new WaitKind.Setup(
        reader,
        () -> {
          reader.toFileChannel(StandardOpenOption.READ).close();
          return 0;
        },
        List.of(writer(fifo)));
  }

  /** Opens the writing end when it is closed, and closes it. */
  private static AutoCloseable writer(Path fifo) {
    return () -> {
      Blocked.untilAnyInOpen(); // a virtual thread is parked before another makes its call
      Libc.call("close", Libc.open(fifo.toString(), O_WRONLY | O_NONBLOCK));
    };
  }

  private static WaitKind.Setup splices() throws IOException {
    Pipe pipe = pipe();
    Pipe other = pipe();
    return new WaitKind.Setup(
        pipe.reader(),
        () -> Pipe.splice(pipe.reader(), -1, other.writer(), -1, 9, 0),
        List.of(pipe.writer(), other));
  }

  private interface EpollCall {
    int on(Epoll<Object> epoll) throws IOException;
  }

  private static WaitKind.Setup epoll(EpollCall call) throws IOException {
    Epoll<Object> epoll = Epoll.open();
    return new WaitKind.Setup(epoll.descriptor(), () -> call.on(epoll), List.of());
  }

  private static Poll poll(Descriptor descriptor) {
    var poll = new Poll();
    poll.add(descriptor, Poll.IN);
    return poll;
  }
}
