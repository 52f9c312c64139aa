package org.llsocket.waiting;

import static org.llsocket.waiting.SocketWays.LONG;
import static org.llsocket.waiting.SocketWays.buffer;
import static org.llsocket.waiting.SocketWays.empty;
import static org.llsocket.waiting.SocketWays.filled;
import static org.llsocket.waiting.SocketWays.full;
import static org.llsocket.waiting.SocketWays.on;
import static org.llsocket.waiting.SocketWays.row;
import static org.llsocket.waiting.SocketWays.segment;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.datagram.DatagramReceiver;
import org.llsocket.datagram.DatagramSender;
import org.llsocket.datagram.ZeroCopy;
import org.llsocket.message.Message;
import org.llsocket.message.MessageBatch;
import org.llsocket.testing.Loopback;

/** The methods of messages that wait. */
final class MessageWays {
  private static final DatagramReceiver.Handler NOTHING = (m, offset, length, from, control) -> {};
  private static final ZeroCopy.Handler NO_NOTICE = (first, last, copied) -> {};

  static final List<WaysRow> ALL =
      List.of(
          row("Socket.sendmsg(message.Message,int)", d -> full(s -> s.sendmsg(message(), 0))),
          row(
              "Socket.sendmsg(message.Message,int,Duration)",
              d -> full(s -> s.sendmsg(message(), 0, LONG))),
          row("Socket.recvmsg(message.Message,int)", d -> empty(s -> s.recvmsg(message(), 0))),
          row(
              "Socket.recvmsg(message.Message,int,Duration)",
              d -> empty(s -> s.recvmsg(message(), 0, LONG))),
          row(
              "Socket.sendmmsg(message.MessageBatch,int)",
              d -> on(filled(SOCK.DGRAM), s -> s.sendmmsg(batch(), 0))),
          row(
              "Socket.sendmmsg(message.MessageBatch,int,Duration)",
              d -> on(filled(SOCK.DGRAM), s -> s.sendmmsg(batch(), 0, LONG))),
          row(
              "Socket.sendmmsg(message.MessageBatch,int,int,int)",
              d -> on(filled(SOCK.DGRAM), s -> s.sendmmsg(batch(), 0, 2, 0))),
          row("Socket.recvmmsg(message.MessageBatch,int)", d -> empty(s -> s.recvmmsg(batch(), 0))),
          row(
              "Socket.recvmmsg(message.MessageBatch,int,Duration)",
              d -> empty(s -> s.recvmmsg(batch(), 0, LONG))),
          row(
              "datagram.DatagramReceiver.recvmmsg(datagram.DatagramReceiver.Handler,int)",
              d -> on(Loopback.udp(AF.INET), s -> receiver(s).recvmmsg(NOTHING, 0))),
          row(
              "datagram.DatagramReceiver.recvmmsg(datagram.DatagramReceiver.Handler,int,Duration)",
              d -> on(Loopback.udp(AF.INET), s -> receiver(s).recvmmsg(NOTHING, 0, LONG))),
          row(
              "datagram.DatagramSender.sendmmsg(int)",
              d ->
                  on(
                      filled(SOCK.DGRAM),
                      s -> {
                        var sender =
                            DatagramSender.builder(s)
                                .datagrams(2)
                                .dataCapacity(9)
                                .offload(false)
                                .build();
                        sender.add(segment(), null);
                        return sender.sendmmsg(0);
                      })),
          row("Socket.sendfd(Descriptor[])", d -> full(s -> s.sendfd(s))),
          row("Socket.recvfd()", d -> empty(Socket::recvfd)),
          row("Socket.recvfds(int)", d -> empty(s -> s.recvfds(2))),
          row(
              "datagram.ZeroCopy.send(MemorySegment,int)",
              d -> zeroCopy((sends, bytes, peer) -> sends.send(bytes, 0))),
          row(
              "datagram.ZeroCopy.sendto(MemorySegment,SockAddrView,int)",
              d -> zeroCopy((sends, bytes, peer) -> sends.sendto(bytes, peer, 0))),
          row(
              "datagram.ZeroCopy.reap(datagram.ZeroCopy.Handler,Duration)",
              d -> on(Loopback.tcp(AF.INET), MessageWays::reapsAll)));

  private MessageWays() {}

  private static Message message() {
    return new Message().buffers(buffer());
  }

  private static MessageBatch batch() {
    return MessageBatch.builder().messages(2).dataCapacity(9).build();
  }

  private static DatagramReceiver receiver(Socket socket) throws IOException {
    return DatagramReceiver.builder(socket).messages(2).datagramSize(9).build();
  }

  private interface Sends {
    int on(ZeroCopy sends, MemorySegment bytes, SockAddr peer) throws IOException;
  }

  /** What stays in the queue, as the peer reads nothing, has no notice. */
  private static int reapsAll(Socket socket) throws IOException {
    var sends = new ZeroCopy(socket);
    MemorySegment bytes = Arena.ofAuto().allocate(65_536);
    socket.nonblock(true);
    while (sends.send(bytes, 0) != Socket.AGAIN) {
      Thread.onSpinWait();
    }
    socket.nonblock(false);
    while (sends.reap(NO_NOTICE, LONG) > 0) {
      Thread.onSpinWait();
    }
    return 0;
  }

  /** The peer reads nothing. */
  private static WaitKind.Setup zeroCopy(Sends call) throws IOException {
    Socket.Pair pair = Loopback.tcp(AF.INET);
    SockAddr peer = pair.second().getsockname();
    Loopback.fill(pair.first());
    MemorySegment bytes = Arena.ofAuto().allocate(4096);
    return on(
        pair,
        s -> {
          var sends = new ZeroCopy(s);
          while (call.on(sends, bytes, peer) >= 0) { // it may still have space
            Thread.onSpinWait();
          }
          return 0;
        });
  }
}
