package org.llsocket.cli;

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

/** What the jobs of {@code demo} have in common. */
final class DemoTools {
  private static final int CHUNK = 256 * 1024;

  private DemoTools() {}

  /** The loopback address of a family, with a port of the kernel's choice. */
  static SockAddr loopback(AF family) {
    return family.equals(AF.INET6) ? SockAddr.inet6("::1", 0) : SockAddr.inet("127.0.0.1", 0);
  }

  /** A name for a socket in {@code folder}. */
  static SockAddr unixPath(Path folder, String name) throws Skip {
    try {
      return SockAddr.unix(folder.resolve(name));
    } catch (IllegalArgumentException e) {
      throw new Skip("the folder for temporary files has too long a name", e);
    }
  }

  /** A name in short: of a path, its last part. */
  static String shown(SockAddr name) {
    String path = name.path();
    return path == null ? name.toString() : "unix:.../" + Path.of(path).getFileName();
  }

  /** A socket bound to {@code address}; what the machine refuses here is skipped, not failed. */
  static Socket bound(SockAddr address, SOCK type) throws IOException, Skip {
    Socket socket = open(address.family(), type);
    try {
      socket.bind(address);
      checkRoute(socket.getsockname());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw new Skip("this machine has no " + address, e);
    }
  }

  /**
   * A loopback that is down has its address, but no route. To connect a datagram socket sends
   * nothing.
   */
  private static void checkRoute(SockAddr address) throws IOException {
    if (!address.family().equals(AF.UNIX)) {
      try (Socket socket = Socket.open(address.family(), SOCK.DGRAM)) {
        socket.connect(address);
      }
    }
  }

  static Socket open(AF family, SOCK type) throws Skip {
    try {
      return Socket.open(family, type);
    } catch (IOException e) {
      throw new Skip("this kernel has no such sockets", e);
    }
  }

  /** Does something in another thread; {@link #await} has the result. */
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

  /** Bytes that no fault could reproduce. */
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

  /** Sends all, in as many calls as it takes. */
  static void sendAll(Socket socket, MemorySegment bytes) throws IOException {
    MemorySegment rest = bytes;
    while (rest.byteSize() > 0) {
      rest = rest.asSlice(socket.send(rest));
    }
  }

  /** Sends back whatever comes, until the peer ends. */
  static void echo(Socket socket) throws IOException {
    MemorySegment chunk = MemorySegment.ofArray(new byte[CHUNK]);
    for (int n = socket.recv(chunk); n != Socket.EOF; n = socket.recv(chunk)) {
      sendAll(socket, chunk.asSlice(0, n));
    }
  }

  /** The checksum of all that comes until the peer ends. */
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
   * What a stream has brought.
   *
   * @param length in bytes
   * @param checksum CRC-32C
   */
  record Received(long length, long checksum) {}

  /** Fails the job where what came is not what was to come. */
  static void expect(boolean right, String otherwise) throws IOException {
    if (!right) {
      throw new IOException(otherwise);
    }
  }
}
