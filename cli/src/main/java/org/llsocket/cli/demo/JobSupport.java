package org.llsocket.cli.demo;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;

/** Sockets, background tasks and checksums for the jobs. */
final class JobSupport {
  private static final int CHUNK = 256 * 1024;

  private JobSupport() {}

  /** The loopback address of a family, with port 0. */
  static SockAddr loopback(AF family) {
    return family.equals(AF.INET6) ? SockAddr.inet6("::1", 0) : SockAddr.inet("127.0.0.1", 0);
  }

  /** The address of a Unix socket in {@code folder}. */
  static SockAddr unixPath(Path folder, String name) throws SkippedException {
    try {
      return SockAddr.unix(folder.resolve(name));
    } catch (IllegalArgumentException e) {
      throw new SkippedException("the path of the temporary directory is too long", e);
    }
  }

  /** A short form of an address: of a path only the last element. */
  static String shown(SockAddr name) {
    String path = name.path();
    return path == null ? name.toString() : "unix:.../" + Path.of(path).getFileName();
  }

  /** Binds a socket; if this machine refuses that, the job is skipped. */
  static Socket bound(SockAddr address, SOCK type) throws IOException, SkippedException {
    Socket socket = open(address.family(), type);
    try {
      socket.bind(address);
      checkRoute(socket.getsockname());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw new SkippedException("cannot bind to " + address, e);
    }
  }

  /**
   * A loopback interface that is down has its address but no route. Connecting a datagram socket
   * sends nothing.
   */
  private static void checkRoute(SockAddr address) throws IOException {
    if (!address.family().equals(AF.UNIX)) {
      try (Socket socket = Socket.open(address.family(), SOCK.DGRAM)) {
        socket.connect(address);
      }
    }
  }

  static Socket open(AF family, SOCK type) throws SkippedException {
    try {
      return Socket.open(family, type);
    } catch (IOException e) {
      throw new SkippedException("cannot open a socket", e);
    }
  }

  /** Runs a task in another thread; {@link #await} returns its result. */
  static <T> Future<T> inBackground(Callable<T> callable) {
    var task = new FutureTask<>(callable);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  static <T> T await(Future<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Random bytes. */
  static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    RandomGenerator.getDefault().nextBytes(bytes);
    return bytes;
  }

  static long checksum(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }

  /** Sends all bytes, with as many calls as needed. */
  static void sendAll(Socket socket, MemorySegment bytes) throws IOException {
    MemorySegment rest = bytes;
    while (rest.byteSize() > 0) {
      rest = rest.asSlice(socket.send(rest));
    }
  }

  /** Sends back all data up to the end of the stream. */
  static void echo(Socket socket) throws IOException {
    MemorySegment chunk = MemorySegment.ofArray(new byte[CHUNK]);
    for (int n = socket.recv(chunk); n != Socket.EOF; n = socket.recv(chunk)) {
      sendAll(socket, chunk.asSlice(0, n));
    }
  }

  /** The checksum of all data up to the end of the stream. */
  static Received receiveAll(Socket socket) throws IOException {
    byte[] bytes = new byte[CHUNK];
    MemorySegment chunk = MemorySegment.ofArray(bytes);
    var crc = new CRC32C();
    long length = 0;
    for (int n = socket.recv(chunk); n != Socket.EOF; n = socket.recv(chunk)) {
      crc.update(bytes, 0, n);
      length += n;
    }
    return new Received(length, crc.getValue());
  }

  /**
   * The data received from a stream.
   *
   * @param length its length in bytes
   * @param checksum its CRC-32C
   */
  record Received(long length, long checksum) {}

  /** Fails the job with {@code message} unless {@code condition}. */
  static void expect(boolean condition, String message) throws IOException {
    if (!condition) {
      throw new IOException(message);
    }
  }
}
