package org.llsocket.programs;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import org.llsocket.AddrInfo;
import org.llsocket.Interface;
import org.llsocket.MSG;
import org.llsocket.Pipe;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.message.MessageBatch;
import org.llsocket.testing.Blocked;

/** Makes calls whose functions the C library has or lacks, and prints what each does. */
public final class MissingFunctionsProgram {
  private static final int LARGE = 1 << 20;

  private MissingFunctionsProgram() {}

  public static void main(String[] args) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM);
        Pipe pipe = Pipe.open();
        Pipe other = Pipe.open();
        Arena arena = Arena.ofConfined();
        MessageBatch batch = MessageBatch.builder().messages(2).build()) {
      print(
          "send, recv",
          () -> {
            pair.first().send(ByteBuffer.allocate(3));
            return pair.second().recv(ByteBuffer.allocate(9));
          });
      print("write, read of a virtual thread", () -> throughPipe(pipe));
      print(
          "splice",
          () -> {
            pipe.writer().write(ByteBuffer.allocate(3));
            return Pipe.splice(pipe.reader(), other.writer(), 9, 0);
          });
      print("vmsplice", () -> Pipe.vmsplice(pipe.writer(), arena.allocate(1), 0));
      print("sendmmsg", () -> pair.first().sendmmsg(batch, 0, 1, 0));
      print("recvmmsg", () -> pair.second().recvmmsg(batch, MSG.DONTWAIT));
      print("if_nametoindex", () -> Interface.nametoindex("lo") > 0);
      print("if_indextoname", () -> Interface.indextoname(Interface.nametoindex("lo")));
      print("getaddrinfo", () -> AddrInfo.getaddrinfo("127.0.0.1", "80").getFirst().addr());
    }
  }

  /** More than a pipe holds, from one virtual thread to another. */
  private static long throughPipe(Pipe pipe) throws Exception {
    var writer =
        Blocked.startVirtual(() -> {
          ByteBuffer rest = ByteBuffer.allocateDirect(LARGE);
          while (rest.hasRemaining()) {
            pipe.writer().write(rest);
          }
          return rest.position();
        });
    return Blocked.startVirtual(
            () -> {
              ByteBuffer all = ByteBuffer.allocateDirect(LARGE);
              while (all.hasRemaining()) {
                pipe.reader().read(all);
              }
              return (long) writer.get();
            })
        .get();
  }

  private static void print(String what, Callable<?> call) {
    try {
      System.out.println(what + ": " + call.call());
    } catch (Exception e) {
      System.out.println(what + ": " + e.getClass().getSimpleName() + " " + e.getMessage());
    }
  }
}
