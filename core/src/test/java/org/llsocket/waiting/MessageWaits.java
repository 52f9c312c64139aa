package org.llsocket.waiting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.message.Control;
import org.llsocket.message.Message;
import org.llsocket.testing.Loopback;

/** The ways to wait in sendmsg and recvmsg. */
final class MessageWaits {
  private static final String AGAIN = String.valueOf(Socket.AGAIN);

  static final List<WaitKind> ALL =
      List.of(
          new WaitKind("TCP_RECVMSG", "-1", AGAIN),
          new WaitKind("TCP_RECVMSG_ALL", "-1", AGAIN),
          new WaitKind("TCP_SENDMSG", "EPIPE", AGAIN),
          new WaitKind("UDP_RECVMSG", "0", AGAIN),
          new WaitKind("UNIX_STREAM_RECVMSG", "-1", AGAIN),
          new WaitKind("UNIX_STREAM_SENDMSG", "EPIPE", AGAIN),
          new WaitKind("UNIX_DGRAM_RECVMSG", "0", AGAIN),
          new WaitKind("UNIX_DGRAM_SENDMSG", "EPIPE", AGAIN),
          new WaitKind("UNIX_DGRAM_SENDMSG_NAME", null, AGAIN),
          new WaitKind("UNIX_SEQPACKET_RECVMSG", "-1", AGAIN),
          new WaitKind("UNIX_SEQPACKET_SENDMSG", "EPIPE", AGAIN),
          new WaitKind("NETLINK_SENDMSG", null, AGAIN),
          new WaitKind("RECVMSG_TIMEOUT", "-1", null));

  private MessageWaits() {}

  static WaitKind.Setup setup(String name, Path directory) throws IOException {
    return switch (name) {
      case "TCP_RECVMSG" -> receiving(Loopback.tcp(AF.INET), 0);
      case "TCP_RECVMSG_ALL" -> receiving(Loopback.tcp(AF.INET), MSG.WAITALL);
      case "TCP_SENDMSG" -> sending(Loopback.tcp(AF.INET));
      case "UDP_RECVMSG" -> receiving(Loopback.udp(AF.INET), 0);
      case "UNIX_STREAM_RECVMSG" -> receiving(Socket.pair(SOCK.STREAM), 0);
      case "UNIX_STREAM_SENDMSG" -> sending(Socket.pair(SOCK.STREAM));
      case "UNIX_DGRAM_RECVMSG" -> receiving(Socket.pair(SOCK.DGRAM), 0);
      case "UNIX_DGRAM_SENDMSG" -> sending(Socket.pair(SOCK.DGRAM));
      case "UNIX_DGRAM_SENDMSG_NAME" -> sendingTo(directory);
      case "UNIX_SEQPACKET_RECVMSG" -> receiving(Socket.pair(SOCK.SEQPACKET), 0);
      case "UNIX_SEQPACKET_SENDMSG" -> sending(Socket.pair(SOCK.SEQPACKET));
      case "NETLINK_SENDMSG" -> sendingOn(WaitKind.netlink());
      case "RECVMSG_TIMEOUT" -> timed(Socket.pair(SOCK.STREAM));
      default -> throw new AssertionError(name);
    };
  }

  private static Message two() {
    return new Message()
        .controlCapacity(Control.space(4))
        .buffers(ByteBuffer.allocate(1), ByteBuffer.allocateDirect(1));
  }

  private static WaitKind.Setup receiving(Socket.Pair pair, int flags) {
    Message message = two().name(new SockAddrBuffer());
    return new WaitKind.Setup(
        pair.first(), () -> pair.first().recvmsg(message, flags), List.of(pair.second(), message));
  }

  private static WaitKind.Setup timed(Socket.Pair pair) {
    Message message = two();
    return new WaitKind.Setup(
        pair.first(),
        () -> pair.first().recvmsg(message, 0, Duration.ofMinutes(5)),
        List.of(pair.second(), message));
  }

  private static WaitKind.Setup sending(Socket.Pair pair) throws IOException {
    Loopback.fill(pair.first());
    return sendingOn(pair);
  }

  private static WaitKind.Setup sendingOn(Socket.Pair pair) {
    Message message = two();
    return new WaitKind.Setup(
        pair.first(),
        () -> {
          int sent;
          do { // TCP may still have space
            sent = pair.first().sendmsg(message.buffers(ByteBuffer.allocate(2)), 0);
          } while (sent >= 0);
          return sent;
        },
        List.of(pair.second(), message));
  }

  private static WaitKind.Setup sendingTo(Path directory) throws IOException {
    WaitKind.Setup full = WaitKind.sendto(directory);
    Message message = two().name(((Socket) full.others().getFirst()).getsockname());
    return new WaitKind.Setup(
        full.descriptor(),
        () -> full.socket().sendmsg(message, 0),
        List.of(full.others().getFirst(), message));
  }
}
