package org.llsocket.option;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.AF;
import org.llsocket.LeakCheck;
import org.llsocket.MSG;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.internal.access.OptionAccess;
import org.llsocket.message.Control;
import org.llsocket.message.Message;
import org.llsocket.message.SctpNxtinfo;
import org.llsocket.message.SctpRcvinfo;
import org.llsocket.message.SctpSndinfo;
import org.llsocket.testing.Loopback;

/** SCTP between sockets of this machine, and the bytes of its values where the kernel lacks it. */
@ExtendWith(LeakCheck.class)
class SctpTest {
  private static final int CONTROL = Control.space(28, 16, 32);

  private static InetSocketAddress inet(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }

  // ---- real sockets

  private static Socket listener(SocketKind kind) throws IOException {
    Socket listener = Sockets.open(kind);
    listener.set(SO.RCVTIMEO, Sockets.DEADLINE);
    listener.bind(SockAddr.inet("127.0.0.1", 0));
    return listener;
  }

  private static void send(Socket socket, SctpSndinfo how, int bytes) throws IOException {
    try (var message = new Message().controlCapacity(CONTROL)) {
      message.buffers(ByteBuffer.allocate(bytes));
      message.control().add(how);
      assertThat(socket.sendmsg(message, 0)).isEqualTo(bytes);
    }
  }

  @Test
  void sctp_streamsOfAConnection_haveTheirNumbersAndState() throws IOException {
    try (Socket listener = listener(SocketKind.SCTP);
        Socket client = Sockets.open(SocketKind.SCTP)) {
      listener.set(SCTP.RECVRCVINFO, true).set(SCTP.RECVNXTINFO, true).listen();
      client.connect(listener.getsockname());
      try (Socket server = Loopback.accept(listener);
          var message = new Message().controlCapacity(CONTROL)) {
        server.set(SO.RCVTIMEO, Sockets.DEADLINE);
        send(client, new SctpSndinfo(3, 0, 0x2a, 0, 0), 5);
        send(client, new SctpSndinfo(4, SCTP.UNORDERED, 0x2b, 0, 0), 7);
        message.buffers(ByteBuffer.allocate(100));
        assertThat(server.recvmsg(message, 0)).isEqualTo(5);
        SctpRcvinfo first = Objects.requireNonNull(message.control().get(SctpRcvinfo.class));
        assertThat(first.sid()).isEqualTo(3);
        assertThat(first.ppid()).isEqualTo(0x2a);
        assertThat(first.assoc_id()).isNotZero();
        SctpNxtinfo next = message.control().get(SctpNxtinfo.class);
        assertThat(next == null || (next.length() == 7 && next.sid() == 4)).isTrue();
        message.buffers(ByteBuffer.allocate(100));
        assertThat(server.recvmsg(message, 0)).isEqualTo(7);
        SctpRcvinfo second = Objects.requireNonNull(message.control().get(SctpRcvinfo.class));
        assertThat(second.sid()).isEqualTo(4);
        assertThat(second.flags() & SCTP.UNORDERED).isNotZero();

        SctpStatus status = client.get(SCTP.STATUS);
        assertThat(status.state()).isEqualTo(SCTP.ESTABLISHED);
        assertThat(status.primary().address())
            .isEqualTo(listener.getsockname().toInetSocketAddress());
        assertThat(status.primary().state()).isEqualTo(SCTP.ACTIVE);
        InetSocketAddress peer = client.get(SCTP.PRIMARY_ADDR);
        assertThat(peer).isEqualTo(status.primary().address());
        assertThat(client.get(SCTP.of(SCTP.GET_PEER_ADDR_INFO, 0, peer)).address()).isEqualTo(peer);
        client.set(
            SCTP.of(SCTP.PEER_ADDR_PARAMS, 0, peer),
            new SctpPaddrparams(7000, 0, 0, 0, SPP.HB_ENABLE, 0, 0));
        assertThat(client.get(SCTP.of(SCTP.PEER_ADDR_PARAMS, 0, peer)).hbinterval())
            .isEqualTo(7000);
        assertThat(client.get(SCTP.GET_PEER_ADDRS)).contains(peer);
        assertThat(server.get(SCTP.GET_PEER_ADDRS))
            .contains(inet("127.0.0.1", client.getsockname().port()));
        assertThat(client.get(SCTP.GET_ASSOC_STATS).oodchunks()).isOne();
        assertThat(client.get(SCTP.GET_ASSOC_STATS).ouodchunks()).isOne();
      }
    }
  }

  @Test
  void sctp_manyAssociationsOfOneSocket_areTakenApartByTheirNumbers() throws IOException {
    try (Socket server = listener(SocketKind.SCTP_SEQPACKET);
        Socket one = Sockets.open(SocketKind.SCTP_SEQPACKET);
        Socket two = Sockets.open(SocketKind.SCTP_SEQPACKET);
        var message = new Message().controlCapacity(CONTROL)) {
      server.set(SCTP.RECVRCVINFO, true).set(SCTP.EVENTS, Set.of(SCTP.ASSOC_CHANGE)).listen();
      one.sendto(ByteBuffer.allocate(1), server.getsockname());
      two.sendto(ByteBuffer.allocate(2), server.getsockname());
      int changes = 0;
      int[] ids = new int[3]; // by the length of the message
      while (ids[1] == 0 || ids[2] == 0) {
        ByteBuffer data = ByteBuffer.allocate(200).order(ByteOrder.nativeOrder());
        message.buffers(data).name(new SockAddrBuffer());
        int n = server.recvmsg(message, 0);
        if ((message.receivedFlags() & MSG.NOTIFICATION) != 0) {
          assertThat(data.getShort(0) & 0xffff).isEqualTo(SCTP.ASSOC_CHANGE);
          changes++;
        } else {
          ids[n] = Objects.requireNonNull(message.control().get(SctpRcvinfo.class)).assoc_id();
        }
      }
      assertThat(changes).isEqualTo(2);
      assertThat(ids[1]).isNotEqualTo(ids[2]);
      assertThat(server.get(SCTP.GET_ASSOC_NUMBER)).isEqualTo(2);
      assertThat(server.get(SCTP.GET_ASSOC_ID_LIST)).containsExactlyInAnyOrder(ids[1], ids[2]);
      server.set(SCTP.of(SCTP.CONTEXT, ids[1]), 11L);
      assertThat(server.get(SCTP.of(SCTP.CONTEXT, ids[1]))).isEqualTo(11);
      assertThat(server.get(SCTP.of(SCTP.CONTEXT, ids[2]))).isZero();
      assertThat(server.get(SCTP.of(SCTP.STATUS, ids[2])).primary().address().getPort())
          .isEqualTo(two.getsockname().port());
      assertThat(server.get(SCTP.of(SCTP.GET_PEER_ADDRS, ids[1])))
          .contains(inet("127.0.0.1", one.getsockname().port()));
    }
  }

  @Test
  void sctp_severalAddresses_areAllOfTheSocket() throws IOException {
    try (Socket socket = listener(SocketKind.SCTP)) {
      int port = socket.getsockname().port();
      socket.set(SCTP.SOCKOPT_BINDX_ADD, List.of(inet("127.0.0.2", port), inet("127.0.0.3", port)));
      assertThat(socket.get(SCTP.GET_LOCAL_ADDRS))
          .containsExactlyInAnyOrder(
              inet("127.0.0.1", port), inet("127.0.0.2", port), inet("127.0.0.3", port));
      socket.set(SCTP.SOCKOPT_BINDX_REM, List.of(inet("127.0.0.2", port)));
      assertThat(socket.get(SCTP.GET_LOCAL_ADDRS)).hasSize(2);
    }
  }

  // ---- bytes

  private static <T> String hex(Option<T> option, T value) throws IOException {
    MemorySegment bytes = OptionAccess.of(option).encode(value, AF.INET.number());
    return HexFormat.of().formatHex(bytes.toArray(JAVA_BYTE));
  }

  private static <T> T decoded(Option<T> option, int size, int... words) throws IOException {
    MemorySegment bytes = MemorySegment.ofArray(new long[size / 8 + 1]).asSlice(0, size);
    for (int i = 0; i < words.length; i++) {
      bytes.set(java.lang.foreign.ValueLayout.JAVA_INT, 4L * i, words[i]);
    }
    return OptionAccess.of(option).decode(bytes, AF.INET.number());
  }

  private static boolean isLittleEndian() {
    return ByteOrder.nativeOrder().equals(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void sctp_values_areTheBytesOfC() throws IOException {
    assertThat(decoded(SCTP.RTOINFO, 16, 9, 3000, 60_000, -1))
        .isEqualTo(new SctpRtoinfo(3000, 60_000, 0xffff_ffffL));
    assertThat(decoded(SCTP.MAXSEG, 8, 9, 1400)).isEqualTo(1400);
    assertThat(decoded(SCTP.PR_SUPPORTED, 8, 9, 1)).isTrue();
    if (isLittleEndian()) {
      assertThat(hex(SCTP.of(SCTP.RTOINFO, 7), new SctpRtoinfo(1, 2, 3)))
          .isEqualTo("07000000010000000200000003000000");
      assertThat(hex(SCTP.DEFAULT_SNDINFO, new SctpSndinfo(1, 2, 3, 4, 5)))
          .isEqualTo("01000200030000000400000005000000");
      assertThat(hex(SCTP.AUTH_KEY, new SctpAuthkey(2, new byte[] {9, 8, 7})))
          .isEqualTo("0000000002000300090807");
      assertThat(hex(SCTP.RESET_STREAMS, new SctpResetStreams(2, List.of(1, 0x203))))
          .isEqualTo("000000000200020001000302");
      assertThat(hex(SCTP.HMAC_IDENT, List.of(3, 1))).isEqualTo("0200000003000100");
      assertThat(hex(SCTP.of(SCTP.EVENT, 2), new SctpEvent(SCTP.ASSOC_CHANGE, true)))
          .isEqualTo("0200000001800100");
    }
    assertThat(hex(SCTP.AUTH_CHUNK, 200)).isEqualTo("c8");
    assertThat(hex(SCTP.EVENTS, Set.of(SCTP.DATA_IO_EVENT, SCTP.SHUTDOWN_EVENT)))
        .isEqualTo("010000000001");
    assertThat(hex(SCTP.REMOTE_UDP_ENCAPS_PORT, 9899L)).contains("26ab");
    assertThat(hex(SCTP.PRIMARY_ADDR, inet("192.0.2.1", 80)))
        .hasSize(2 * 132)
        .contains("0050c0000201");
    assertThat(hex(SCTP.SOCKOPT_BINDX_ADD, List.of(inet("192.0.2.1", 80), inet("::1", 81))))
        .hasSize(2 * (16 + 28))
        .contains("0050c0000201")
        .contains("0051");
  }

  @Test
  void sctp_countsBeyondTheBytes_areCut() throws IOException {
    assertThat(decoded(SCTP.GET_ASSOC_ID_LIST, 12, 1000, 7, 8)).containsExactly(7, 8);
    assertThat(decoded(SCTP.GET_ASSOC_ID_LIST, 12, -1, 7, 8)).containsExactly(7, 8);
    assertThat(decoded(SCTP.PEER_AUTH_CHUNKS, 9, 0, -1)).containsExactly(0);
    assertThat(decoded(SCTP.GET_PEER_ADDRS, 8, 0, -1)).isEmpty();
    assertThat(decoded(SCTP.EVENTS, 14, -1)).hasSize(4);
  }

  @Test
  void sctp_valuesOutsideOfTheirFields_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hex(SCTP.RTOINFO, new SctpRtoinfo(-1, 0, 0)))
        .withMessage("srto_initial: -1 is not 0–4294967295");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hex(SCTP.DEFAULT_SNDINFO, new SctpSndinfo(65_536, 0, 0, 0, 0)))
        .withMessage("snd_sid: 65536 is not 0–65535");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hex(SCTP.EVENTS, Set.of(1)))
        .withMessage("event: 1 is not 32768–32781");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hex(SCTP.SOCKOPT_BINDX_ADD, List.of()))
        .withMessage("number of addresses: 0 is not 1–64");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hex(SCTP.PRIMARY_ADDR, InetSocketAddress.createUnresolved("host", 1)))
        .withMessageContaining("is not resolved");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SctpResetStreams(0, List.of(-1)))
        .withMessage("srs_stream_list: -1 is not 0–65535");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SctpAuthkey(1, new byte[65_536]))
        .withMessage("sca_keylength: 65536 is not 0–65535");
    assertThat(new SctpAuthkey(1, new byte[] {4}))
        .isEqualTo(new SctpAuthkey(1, new byte[] {4}))
        .hasSameHashCodeAs(new SctpAuthkey(1, new byte[] {4}))
        .hasToString("SctpAuthkey[1, 1 bytes]");
  }

  @Test
  void of_optionWithoutAnAssociation_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SCTP.of(SCTP.NODELAY, 1))
        .withMessage("SCTP_NODELAY: the value has no association that selects");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SCTP.of(SCTP.RTOINFO, 1, inet("127.0.0.1", 1)))
        .withMessage("SCTP_RTOINFO: the value has no address that selects");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SCTP.of(SCTP.GET_PEER_ADDRS, 1, inet("127.0.0.1", 1)))
        .withMessageContaining("no address that selects");
  }
}
