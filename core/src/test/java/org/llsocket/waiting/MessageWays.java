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
import org.llsocket.message.DatagramReceiver;
import org.llsocket.message.DatagramSender;
import org.llsocket.message.Message;
import org.llsocket.message.MessageBatch;
import org.llsocket.message.Rights;
import org.llsocket.message.ZeroCopy;
import org.llsocket.testing.Loopback;

/** The methods of messages that wait. */
final class MessageWays {
  private static final DatagramReceiver.Handler NOTHING = (m, offset, length, from, control) -> {};
  private static final ZeroCopy.Handler NO_NOTICE = (first, last, copied) -> {};

  static final List<WaysRow> ALL =
      List.of(
          row("message.Message.sendmsg(Socket,int)", d -> full(s -> message().sendmsg(s, 0))),
          row("message.Message.recvmsg(Socket,int)", d -> empty(s -> message().recvmsg(s, 0))),
          row(
              "message.Message.recvmsg(Socket,int,Duration)",
              d -> empty(s -> message().recvmsg(s, 0, LONG))),
          row(
              "message.MessageBatch.sendmmsg(Socket,int)",
              d -> on(filled(SOCK.DGRAM), s -> new MessageBatch(2, 9, 0).sendmmsg(s, 0))),
          row(
              "message.MessageBatch.sendmmsg(Socket,int,int,int)",
              d -> on(filled(SOCK.DGRAM), s -> new MessageBatch(2, 9, 0).sendmmsg(s, 0, 2, 0))),
          row(
              "message.MessageBatch.recvmmsg(Socket,int)",
              d -> empty(s -> new MessageBatch(2, 9, 0).recvmmsg(s, 0))),
          row(
              "message.MessageBatch.recvmmsg(Socket,int,Duration)",
              d -> empty(s -> new MessageBatch(2, 9, 0).recvmmsg(s, 0, LONG))),
          row(
              "message.DatagramReceiver.recvmmsg(message.DatagramReceiver.Handler,int)",
              d ->
                  on(
                      Loopback.udp(AF.INET),
                      s -> new DatagramReceiver(s, 2, 9, 0, true).recvmmsg(NOTHING, 0))),
          row(
              "message.DatagramReceiver.recvmmsg(message.DatagramReceiver.Handler,int,Duration)",
              d ->
                  on(
                      Loopback.udp(AF.INET),
                      s -> new DatagramReceiver(s, 2, 9, 0, true).recvmmsg(NOTHING, 0, LONG))),
          row(
              "message.DatagramSender.sendmmsg(int)",
              d ->
                  on(
                      filled(SOCK.DGRAM),
                      s -> {
                        var sender = new DatagramSender(s, 2, 9, false);
                        sender.add(segment(), null);
                        return sender.sendmmsg(0);
                      })),
          row("message.Rights.sendfd(Socket,Descriptor[])", d -> full(s -> Rights.sendfd(s, s))),
          row("message.Rights.recvfd(Socket)", d -> empty(Rights::recvfd)),
          row("message.Rights.recvfds(Socket,int)", d -> empty(s -> Rights.recvfds(s, 2))),
          row(
              "message.ZeroCopy.send(MemorySegment,int)",
              d -> zeroCopy((sends, bytes, peer) -> sends.send(bytes, 0))),
          row(
              "message.ZeroCopy.sendto(MemorySegment,SockAddrView,int)",
              d -> zeroCopy((sends, bytes, peer) -> sends.sendto(bytes, peer, 0))),
          row(
              "message.ZeroCopy.reap(message.ZeroCopy.Handler,Duration)",
              d -> on(Loopback.tcp(AF.INET), MessageWays::reapsAll)));

  private MessageWays() {}

  private static Message message() {
    return new Message().buffers(buffer());
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
          while (call.on(sends, bytes, peer) >= 0) { // it may find some room still
            Thread.onSpinWait();
          }
          return 0;
        });
  }
}
