package org.llsocket.vmerrors;

import static org.llsocket.vmerrors.Operation.op;
import static org.llsocket.vmerrors.SocketOperations.adopts;
import static org.llsocket.vmerrors.SocketOperations.borrows;
import static org.llsocket.vmerrors.SocketOperations.none;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.llsocket.Descriptor;
import org.llsocket.DescriptorChannel;
import org.llsocket.O;
import org.llsocket.Pipe;
import org.llsocket.Socket;
import org.llsocket.internal.platform.Platform;

/** What every descriptor can do, closing and pipes among it. */
final class DescriptorOperations {
  private static final Duration BRIEF = Duration.ofMillis(2);

  private static final int FIONREAD = Platform.number("FIONREAD");

  /** A file that is always there and has some pages. */
  static final Path FILE = Path.of(System.getProperty("java.home"), "lib", "modules");

  static final List<Operation> ALL =
      List.of(
          op("Descriptor.openFile", t -> () -> Descriptor.openFile(FILE)),
          op(
              "Descriptor.openFile, flags",
              t -> () -> Descriptor.openFile(FILE, O.RDONLY | O.NOFOLLOW, 0)),
          op("ioctl", t -> ioctl(pipe(t).reader())),
          op("fionread", t -> none(pipe(t).reader()::fionread)),
          op("toByteChannel, read", DescriptorOperations::readChannel),
          op("toByteChannel, write", DescriptorOperations::writeChannel),
          op("toInputStream", t -> none(withByte(t).toInputStream()::read)),
          op("toOutputStream", DescriptorOperations::writeStream),
          op("Descriptor.adopt", t -> adopts(t, Descriptor::adopt)),
          op("Descriptor.borrow", t -> borrows(t, Descriptor::borrow)),
          op("Descriptor.dup", t -> pipe(t).reader()::dup),
          op("adoptDescriptor", DescriptorOperations::adoptDescriptor),
          op(
              "toFileChannel",
              t -> {
                Descriptor file = t.with(Descriptor.openFile(FILE));
                return () -> file.toFileChannel(StandardOpenOption.READ);
              }),
          op("release", DescriptorOperations::release),
          op("close", t -> none(t.pair().first()::close)),
          op("close, a platform thread waits", t -> closeRead(t, false)),
          op("close, a virtual thread waits", t -> closeRead(t, true)),
          op("close of a view, a platform thread waits", t -> closeView(t, false)),
          op("close of a view, a virtual thread waits", t -> closeView(t, true)),
          op("cloexec", t -> none(t.pair().first()::cloexec)),
          op("cloexec(boolean)", t -> setCloexec(t.pair().first())),
          op("nonblock", t -> none(t.pair().first()::nonblock)),
          op("nonblock(boolean)", t -> setNonblock(t.pair().first())),
          op("awaitReadable, ready", t -> await(withByte(t), false, Duration.ofSeconds(9))),
          op("awaitReadable, timed out", t -> await(t.pair().first(), false, BRIEF)),
          op("awaitReadable, one poll", t -> await(t.pair().first(), false, Duration.ZERO)),
          op("awaitWritable", t -> await(t.pair().first(), true, BRIEF)),
          op("read, buffers", t -> read(withByte(t), heap(1), direct(1))),
          op("read, segments", t -> read(withByte(t), heapSegment(1), segment(1))),
          op("read of a pipe", DescriptorOperations::readPipe),
          op("write, buffers", t -> write(t.pair().first(), heap(1), direct(1))),
          op("write, segments", t -> write(t.pair().first(), heapSegment(1), segment(1))),
          op("write to a pipe", t -> write(pipe(t).writer(), heapSegment(1), segment(1))),
          op("Pipe.open", t -> Pipe::open),
          op(
              "splice",
              t -> {
                Pipe pipe = full(t);
                Pipe other = t.with(Pipe.open());
                return none(() -> Pipe.splice(pipe.reader(), other.writer(), 1, 0));
              }),
          op(
              "tee",
              t -> {
                Pipe pipe = full(t);
                Pipe other = t.with(Pipe.open());
                return none(() -> Pipe.tee(pipe.reader(), other.writer(), 1, 0));
              }),
          op(
              "vmsplice",
              t -> {
                Pipe pipe = pipe(t);
                MemorySegment memory = segment(9);
                return none(() -> Pipe.vmsplice(pipe.writer(), memory, 0));
              }));

  private DescriptorOperations() {}

  static ByteBuffer heap(int size) {
    return ByteBuffer.allocate(size);
  }

  static ByteBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size);
  }

  static MemorySegment heapSegment(int size) {
    return MemorySegment.ofArray(new byte[size]);
  }

  static MemorySegment segment(int size) {
    return Arena.ofAuto().allocate(size);
  }

  /** A socket with a byte to be received. */
  static Socket withByte(Trial t) throws IOException {
    Socket.Pair pair = t.pair();
    pair.second().send(heapSegment(1));
    return pair.first();
  }

  private static Pipe pipe(Trial t) throws IOException {
    Pipe pipe = t.with(Pipe.open());
    t.reads(pipe.reader());
    return pipe;
  }

  private static Pipe full(Trial t) throws IOException {
    Pipe pipe = pipe(t);
    pipe.writer().write(heapSegment(1));
    return pipe;
  }

  private static Trial.Call adoptDescriptor(Trial t) throws IOException {
    int number = t.pair().first().detach();
    t.waitsNot();
    Descriptor descriptor = t.with(Descriptor.adopt(number));
    return () -> Socket.adopt(descriptor);
  }

  /** The number is the caller's only if it was returned. */
  private static Trial.Call release(Trial t) throws IOException {
    Socket socket = t.pair().first();
    int[] number = {-1};
    t.check(failed -> {
      if (number[0] >= 0) {
        Descriptor.adopt(number[0]).close();
      }
    });
    return none(() -> number[0] = socket.detach());
  }

  private static Trial.Call closeView(Trial t, boolean virtual) throws IOException {
    Socket view = t.with(Socket.borrow(t.pair().first().fd()));
    t.receives(view);
    return closeRead(t, view, virtual);
  }

  private static Trial.Call closeRead(Trial t, boolean virtual) throws IOException {
    return closeRead(t, t.pair().first(), virtual);
  }

  private static Trial.Call closeRead(Trial t, Socket socket, boolean virtual) throws IOException {
    Reader reader = Reader.start(virtual, t);
    t.check(failed -> {
      socket.close();
      if (reader != null && !reader.hasEnded()) {
        throw new AssertionError(reader + " still waits after another close");
      }
    });
    return none(socket::close);
  }

  private static Trial.Call setCloexec(Socket socket) {
    return none(() -> socket.cloexec(true));
  }

  private static Trial.Call setNonblock(Socket socket) {
    return none(() -> socket.nonblock(false));
  }

  private static Trial.Call await(Socket socket, boolean writable, Duration timeout) {
    return writable
        ? none(() -> socket.awaitWritable(timeout))
        : none(() -> socket.awaitReadable(timeout));
  }

  private static Trial.Call read(Descriptor from, ByteBuffer... buffers) {
    return none(() -> from.read(buffers));
  }

  private static Trial.Call read(Descriptor from, MemorySegment... segments) {
    return none(() -> from.read(segments));
  }

  private static Trial.Call readPipe(Trial t) throws IOException {
    return read(full(t).reader(), heapSegment(1), segment(1));
  }

  private static Trial.Call ioctl(Descriptor descriptor) {
    MemorySegment number = heapSegment(4);
    return none(() -> descriptor.ioctl(FIONREAD, number));
  }

  private static Trial.Call readChannel(Trial t) throws IOException {
    DescriptorChannel channel = withByte(t).toByteChannel();
    ByteBuffer[] buffers = {heap(1), direct(1)};
    return none(() -> channel.read(buffers));
  }

  private static Trial.Call writeChannel(Trial t) throws IOException {
    DescriptorChannel channel = t.pair().first().toByteChannel();
    return none(() -> channel.write(heap(1)));
  }

  private static Trial.Call writeStream(Trial t) throws IOException {
    OutputStream stream = t.pair().first().toOutputStream();
    return () -> {
      stream.write(1);
      return null;
    };
  }

  private static Trial.Call write(Descriptor to, ByteBuffer... buffers) {
    return none(() -> to.write(buffers));
  }

  private static Trial.Call write(Descriptor to, MemorySegment... segments) {
    return none(() -> to.write(segments));
  }
}
