package org.llsocket.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llsocket.AF;
import org.llsocket.LeakCheck;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.option.SO;
import org.llsocket.testing.Blocked;

/**
 * What a call has filled in goes back to the kernel as it is, of a path that fills {@code sun_path}
 * too: of that the kernel counts a NUL that no call takes.
 */
@ExtendWith(LeakCheck.class)
class FilledAddressTest {

  @TempDir private Path directory;
  private SockAddr full;
  private SockAddr mine;

  /** Who fills an address with the name of a peer that has sent a datagram. */
  enum Giver {
    RECVFROM {
      @Override
      SockAddr name(Socket me, Socket peer) throws IOException {
        var from = new SockAddrBuffer();
        assertThat(me.recvfrom(ByteBuffer.allocate(10), from)).isOne();
        return from.toSockAddr();
      }
    },
    RECVMSG {
      @Override
      SockAddr name(Socket me, Socket peer) throws IOException {
        try (var message = new Message()) {
          var from = new SockAddrBuffer();
          message.buffers(ByteBuffer.allocate(10)).name(from);
          assertThat(me.recvmsg(message, 0)).isOne();
          assertThat(message.name()).isSameAs(from);
          return from.toSockAddr();
        }
      }
    },
    RECVMMSG {
      @Override
      SockAddr name(Socket me, Socket peer) throws IOException {
        var batch = MessageBatch.builder().messages(1).dataCapacity(10).controlCapacity(0).build();
        assertThat(me.recvmmsg(batch, 0)).isOne();
        return batch.name(0).toSockAddr();
      }
    },
    GETSOCKNAME {
      @Override
      SockAddr name(Socket me, Socket peer) throws IOException {
        return peer.getsockname();
      }
    },
    GETPEERNAME {
      @Override
      SockAddr name(Socket me, Socket peer) throws IOException {
        try (Socket third = Socket.open(AF.UNIX, SOCK.DGRAM)) {
          third.connect(SockAddr.unix(Objects.requireNonNull(peer.getsockname().pathBytes())));
          return third.getpeername();
        }
      }
    };

    abstract SockAddr name(Socket me, Socket peer) throws IOException;
  }

  @BeforeEach
  void makeNames() {
    String start = directory + "/";
    full = SockAddr.unix((start + "f".repeat(108 - start.length())).getBytes(UTF_8));
    mine = SockAddr.unix(start + "mine");
  }

  private static Socket bound(SockAddr name, SOCK type) throws IOException {
    Socket socket = Socket.open(AF.UNIX, type);
    socket.set(SO.RCVTIMEO, Blocked.DEADLINE).bind(name);
    return socket;
  }

  private static void assertArrives(Socket peer, int size) throws IOException {
    assertThat(peer.recv(ByteBuffer.allocate(10))).isEqualTo(size);
  }

  @ParameterizedTest
  @EnumSource
  void filledName_anyGiver_isTakenByEveryCall(Giver giver) throws IOException {
    try (Socket peer = bound(full, SOCK.DGRAM);
        Socket me = bound(mine, SOCK.DGRAM)) {
      peer.sendto(ByteBuffer.allocate(1), mine);
      SockAddr name = giver.name(me, peer);
      assertThat(name).isEqualTo(full).isEqualTo(SockAddr.parse(name.toString()));

      me.sendto(ByteBuffer.allocate(2), name);
      assertArrives(peer, 2);
      Messages.send(me, name, 3);
      assertArrives(peer, 3);
      var batch = MessageBatch.builder().messages(1).dataCapacity(10).controlCapacity(0).build();
      batch.name(0, name).size(0, 4);
      assertThat(me.sendmmsg(batch, 0, 1, 0)).isOne();
      assertArrives(peer, 4);
      me.connect(name);
      me.send(ByteBuffer.allocate(5));
      assertArrives(peer, 5);
    }
    Files.delete(Path.of(Objects.requireNonNull(full.path())));
    try (Socket again = bound(full, SOCK.DGRAM)) {
      assertThat(again.getsockname()).isEqualTo(full);
    }
  }

  /** Without a name being set: the batch that has received goes out as it is. */
  @Test
  void batch_sentBackAsItCame_reachesItsSenders() throws IOException {
    try (Socket peer = bound(full, SOCK.DGRAM);
        Socket me = bound(mine, SOCK.DGRAM)) {
      peer.sendto(ByteBuffer.allocate(3), mine);
      var batch = MessageBatch.builder().messages(1).dataCapacity(10).controlCapacity(0).build();
      assertThat(me.recvmmsg(batch, 0)).isOne();
      assertThat(me.sendmmsg(batch, 0, 1, 0)).isOne();
      assertArrives(peer, 3);
    }
  }

  @Test
  void accept_peerWhosePathFillsTheField_canBeCalledBack() throws IOException {
    try (Socket listener = bound(mine, SOCK.STREAM);
        Socket client = bound(full, SOCK.STREAM)) {
      listener.listen();
      client.connect(mine);
      var peer = new SockAddrBuffer();
      try (Socket _ = listener.accept(peer)) {
        assertThat(peer.toSockAddr()).isEqualTo(full);
      }
    }
    Files.delete(Path.of(Objects.requireNonNull(full.path())));
    try (Socket service = bound(full, SOCK.STREAM);
        Socket caller = Socket.open(AF.UNIX, SOCK.STREAM)) {
      service.listen();
      caller.connect(service.getsockname());
      assertThat(caller.getpeername()).isEqualTo(full);
    }
  }
}
