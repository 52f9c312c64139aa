package org.llsocket.bench.subject;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * The command line of a subject, the same in C and in Java.
 *
 * @param work the name of the workload
 * @param transport {@code tcp}, {@code unix}, {@code udp}, {@code unixgram}
 * @param address the path of a Unix socket; a port, 0 for any
 * @param size the size of a message or a buffer in bytes, or the number of sockets, as the workload
 *     requires
 * @param file the file to send
 */
public record Args(String work, String transport, String address, int size, String file) {
  /** How many bytes one gathering call sends. */
  public static final int GATHERED = 65536;

  static Args of(List<String> words) {
    if (words.size() != 5) {
      throw new IllegalArgumentException(
          "the arguments are not WORK TRANSPORT ADDRESS SIZE FILE: " + words);
    }
    return new Args(
        words.get(0), words.get(1), words.get(2), Integer.parseInt(words.get(3)), words.get(4));
  }

  public List<String> words() {
    return List.of(work, transport, address, Integer.toString(size), file);
  }

  /** Whether the transport is a stream. */
  boolean stream() {
    return transport.equals("tcp") || transport.equals("unix");
  }

  /** The number of blocks in one gathering call. */
  int gathered() {
    return GATHERED / size;
  }

  boolean unix() {
    return transport.startsWith("unix");
  }

  Path path() {
    return Path.of(address);
  }

  Path filePath() {
    return Path.of(file);
  }

  int port() {
    return Integer.parseInt(address);
  }

  /** The address to bind, as a JDK class. */
  SocketAddress socketAddress() {
    return unix()
        ? UnixDomainSocketAddress.of(path())
        : new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
  }

  /** A bound address, in the format of the load generator. */
  static String text(SocketAddress bound) {
    return switch (bound) {
      case InetSocketAddress inet -> Integer.toString(inet.getPort());
      case UnixDomainSocketAddress unix -> unix.getPath().toString();
      default -> throw new IllegalArgumentException("neither a port nor a path: " + bound);
    };
  }
}
