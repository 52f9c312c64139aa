package org.llsocket.message;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.AF;
import org.llsocket.IPPROTO;
import org.llsocket.LeakCheck;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Loopback;

/** Messages of a family that refuses every flag it does not know: packets, seen on the loopback. */
@ExtendWith(LeakCheck.class)
class PacketMessageTest {
  private static final int ALL_IN_NETWORK_ORDER = 0x0300; // ETH_P_ALL

  private interface Receive {
    /** The bytes of the next packet. */
    MemorySegment next(Socket packets) throws IOException;
  }

  @Test
  void recvmsg_ofPackets_receives() throws Exception {
    MemorySegment data = MemorySegment.ofArray(new byte[2048]);
    try (var message = new Message().controlCapacity(256)) {
      message.buffers(data).name(new SockAddrBuffer());
      seesDatagram(packets -> data.asSlice(0, packets.recvmsg(message, 0, Blocked.DEADLINE)));
      seesDatagram(packets -> {
        assertThat(packets.awaitReadable(Blocked.DEADLINE)).isTrue();
        return data.asSlice(0, packets.recvmsg(message, 0));
      });
      assertThat(message.name()).isNotNull();
    }
  }

  @Test
  void recvmmsg_ofPackets_receives() throws Exception {
    try (var batch =
        MessageBatch.builder().messages(1).dataCapacity(2048).controlCapacity(256).build()) {
      seesDatagram(packets -> {
        assertThat(packets.recvmmsg(batch, MSG.WAITFORONE, Duration.ofSeconds(10))).isOne();
        return batch.data(0).asSlice(0, batch.size(0));
      });
    }
  }

  /** Among whatever else passes on the loopback. */
  private static void seesDatagram(Receive receive) throws IOException {
    Capability.NET_RAW.require();
    String text = UUID.randomUUID().toString();
    try (Socket packets = Socket.open(AF.PACKET, SOCK.DGRAM, new IPPROTO(ALL_IN_NETWORK_ORDER));
        Socket.Pair pair = Loopback.udp(AF.INET)) {
      pair.first().send(MemorySegment.ofArray(text.getBytes(US_ASCII)));
      long end = System.nanoTime() + Blocked.DEADLINE.toNanos();
      String seen = "";
      while (!seen.contains(text)) {
        assertThat(System.nanoTime()).isLessThan(end);
        seen = new String(receive.next(packets).toArray(JAVA_BYTE), US_ASCII);
      }
    }
  }
}
