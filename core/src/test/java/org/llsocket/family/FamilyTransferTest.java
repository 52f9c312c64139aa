package org.llsocket.family;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.AF;
import org.llsocket.IPPROTO;
import org.llsocket.LeakCheck;
import org.llsocket.NetNs;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.VMADDR;
import org.llsocket.message.AlgSetAeadAssoclen;
import org.llsocket.message.AlgSetIv;
import org.llsocket.message.AlgSetOp;
import org.llsocket.message.Control;
import org.llsocket.message.J1939DestAddr;
import org.llsocket.message.J1939DestName;
import org.llsocket.message.J1939Prio;
import org.llsocket.message.Message;
import org.llsocket.netlink.NetlinkSocket;
import org.llsocket.netlink.Rtnetlink;
import org.llsocket.option.ALG;
import org.llsocket.option.CAN;
import org.llsocket.option.CanIsotpFcOptions;
import org.llsocket.option.CanIsotpOptions;
import org.llsocket.option.J1939;
import org.llsocket.option.J1939Filter;
import org.llsocket.option.NETLINK;
import org.llsocket.option.SO;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Namespace;

/** What options and control messages of other families do to data that is sent and received. */
@ExtendWith(LeakCheck.class)
class FamilyTransferTest {
  private static void require(String name, AF family, SOCK type, IPPROTO protocol) {
    Capability.named(
            name,
            "the kernel has no such socket",
            () -> {
              try (Socket socket = Socket.open(family, type, protocol)) {
                return socket.isOpen();
              } catch (IOException lacking) {
                return false;
              }
            })
        .require();
  }

  // ---- CAN, in a namespace

  private static int vcan(Namespace namespace) throws IOException {
    namespace.run("ip link add vcan0 type vcan");
    namespace.run("ip link set vcan0 up");
    try (var netlink =
        NetlinkSocket.of(
            NetNs.of(namespace.pid()).open(AF.NETLINK, SOCK.RAW, new IPPROTO(NETLINK.ROUTE)),
            NETLINK.ROUTE)) {
      return Rtnetlink.links(netlink).stream()
          .filter(link -> link.name().equals("vcan0"))
          .findAny()
          .orElseThrow()
          .index();
    }
  }

  @Test
  void isotp_messageOfManyFrames_arrivesWhole() throws IOException {
    var protocol = new IPPROTO(CAN.ISOTP);
    require("CAN_ISOTP", AF.CAN, SOCK.DGRAM, protocol);
    try (Namespace namespace = Namespace.create()) {
      int vcan = vcan(namespace);
      NetNs net = NetNs.of(namespace.pid());
      try (Socket one = net.open(AF.CAN, SOCK.DGRAM, protocol);
          Socket two = net.open(AF.CAN, SOCK.DGRAM, protocol)) {
        one.set(CAN.ISOTP_OPTS, new CanIsotpOptions(CAN.ISOTP_TX_PADDING, 0, 0, 0x55, 0, 0));
        two.set(CAN.ISOTP_RECV_FC, new CanIsotpFcOptions(4, 0, 0));
        one.bind(SockAddr.of(new SockaddrCan.Tp(vcan, 0x321, 0x123)));
        two.bind(SockAddr.of(new SockaddrCan.Tp(vcan, 0x123, 0x321)));
        byte[] message = "a message of more than the eight bytes of a frame".getBytes(US_ASCII);
        one.send(ByteBuffer.wrap(message));
        ByteBuffer received = ByteBuffer.allocate(100);
        assertThat(two.recv(received, 0, Blocked.DEADLINE)).isEqualTo(message.length);
        assertThat(US_ASCII.decode(received.flip()).toString())
            .isEqualTo(new String(message, US_ASCII));
      }
    }
  }

  @Test
  void j1939_message_hasDestinationAndPriority() throws IOException {
    var protocol = new IPPROTO(CAN.J1939);
    require("CAN_J1939", AF.CAN, SOCK.DGRAM, protocol);
    try (Namespace namespace = Namespace.create()) {
      int vcan = vcan(namespace);
      NetNs net = NetNs.of(namespace.pid());
      try (Socket from = net.open(AF.CAN, SOCK.DGRAM, protocol);
          Socket to = net.open(AF.CAN, SOCK.DGRAM, protocol);
          var message = new Message().controlCapacity(Control.space(1, 8, 1, 64))) {
        from.bind(SockAddr.of(new SockaddrCan.J1939(vcan, J1939.NO_NAME, J1939.NO_PGN, 0x20)));
        to.set(SO.J1939_FILTER, List.of(new J1939Filter(0, 0, 0, 0, 0x20, 0xff)));
        to.bind(SockAddr.of(new SockaddrCan.J1939(vcan, J1939.NO_NAME, J1939.NO_PGN, 0x40)));
        from.set(SO.J1939_SEND_PRIO, 3);
        from.sendto(
            ByteBuffer.allocate(5),
            SockAddr.of(new SockaddrCan.J1939(vcan, J1939.NO_NAME, 0x12300, 0x40)));
        message.buffers(ByteBuffer.allocate(100)).name(new SockAddrBuffer());
        assertThat(to.recvmsg(message, 0, Blocked.DEADLINE)).isEqualTo(5);
        assertThat(message.control().get(J1939DestAddr.class)).isEqualTo(new J1939DestAddr(0x40));
        assertThat(message.control().get(J1939Prio.class)).isEqualTo(new J1939Prio(3));
        assertThat(message.control().get(J1939DestName.class)).isNull(); // it has none
        SockaddrCan.J1939 sender =
            Objects.requireNonNull(message.name()).as(SockaddrCan.J1939.class);
        assertThat(sender.addr()).isEqualTo(0x20);
        assertThat(sender.pgn()).isEqualTo(0x12300);
      }
    }
  }

  // ---- the kernel's crypto API

  private static Capability algorithm(String type, String name) {
    return Capability.named(
        "ALG_" + type,
        "the kernel has no " + name + " for AF_ALG",
        () -> {
          try (Socket socket = Socket.open(AF.ALG, SOCK.SEQPACKET)) {
            socket.bind(SockAddr.of(new SockaddrAlg(type, name)));
            return true;
          } catch (IOException lacking) {
            return false;
          }
        });
  }

  private static String hex(ByteBuffer bytes) {
    byte[] array = new byte[bytes.remaining()];
    bytes.get(array);
    return HexFormat.of().formatHex(array);
  }

  @Test
  void alg_hashOfKnownText_isItsHash() throws IOException {
    algorithm("hash", "sha256").require();
    try (Socket algorithm = Socket.open(AF.ALG, SOCK.SEQPACKET)) {
      algorithm.bind(SockAddr.of(new SockaddrAlg("hash", "sha256")));
      try (Socket operation = Objects.requireNonNull(algorithm.accept())) {
        operation.send(ByteBuffer.wrap("abc".getBytes(US_ASCII)));
        ByteBuffer hash = ByteBuffer.allocate(100);
        assertThat(operation.recv(hash)).isEqualTo(32);
        assertThat(hex(hash.flip())) // FIPS 180-2
            .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
      }
    }
  }

  @Test
  void alg_aeadOfKnownText_isItsCiphertextAndTag() throws IOException {
    algorithm("aead", "gcm(aes)").require();
    byte[] associated = {1, 2, 3, 4};
    try (Socket algorithm = Socket.open(AF.ALG, SOCK.SEQPACKET)) {
      algorithm.bind(SockAddr.of(new SockaddrAlg("aead", "gcm(aes)")));
      algorithm.set(ALG.SET_KEY, new byte[16]).set(ALG.SET_AEAD_AUTHSIZE, 16);
      try (Socket operation = Objects.requireNonNull(algorithm.accept())) {
        ByteBuffer empty = crypt(operation, ALG.OP_ENCRYPT, new byte[0], new byte[16], 32);
        assertThat(hex(empty)) // the GCM specification, test case 2
            .isEqualTo("0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf");
        ByteBuffer sealed =
            crypt(operation, ALG.OP_ENCRYPT, associated, "hello".getBytes(US_ASCII), 25);
        sealed.position(associated.length);
        byte[] rest = new byte[sealed.remaining()];
        sealed.get(rest);
        ByteBuffer opened = crypt(operation, ALG.OP_DECRYPT, associated, rest, 9);
        assertThat(US_ASCII.decode(opened.position(4)).toString()).isEqualTo("hello");
      }
    }
  }

  /** What the kernel returns: the associated data, and the result. */
  private static ByteBuffer crypt(
      Socket operation, int what, byte[] associated, byte[] data, int expected) throws IOException {
    try (var message = new Message().controlCapacity(Control.space(4, 4, 16))) {
      ByteBuffer input = ByteBuffer.allocate(associated.length + data.length);
      message.buffers(input.put(associated).put(data).flip());
      message
          .control()
          .add(new AlgSetOp(what))
          .add(new AlgSetAeadAssoclen(associated.length))
          .add(new AlgSetIv(new byte[12]));
      operation.sendmsg(message, 0);
    }
    ByteBuffer output = ByteBuffer.allocate(expected);
    assertThat(operation.recv(output)).isEqualTo(expected);
    return output.flip();
  }

  // ---- vsock

  @Test
  void vsock_bufferSize_limitsWhatIsSent() throws IOException {
    FamilySocketsTest.VSOCK_LOOPBACK.require();
    try (Socket listener = Socket.open(AF.VSOCK, SOCK.STREAM);
        Socket client = Socket.open(AF.VSOCK, SOCK.STREAM)) {
      listener.set(SO.VM_SOCKETS_BUFFER_SIZE, 8192L);
      listener.bind(SockAddr.vsock(VMADDR.CID_ANY, VMADDR.PORT_ANY));
      listener.listen();
      int port = listener.getsockname().as(SockaddrVm.class).port();
      client.connect(SockAddr.vsock(VMADDR.CID_LOCAL, port), Blocked.DEADLINE);
      try (Socket server = Objects.requireNonNull(listener.accept())) {
        assertThat(server.get(SO.VM_SOCKETS_BUFFER_SIZE)).isEqualTo(8192);
        client.nonblock(true);
        int sent = 0;
        int n;
        while ((n = client.send(ByteBuffer.allocate(1000))) > 0) {
          sent += n;
        }
        assertThat(sent).isBetween(4096, 2 * 8192);
        ByteBuffer all = ByteBuffer.allocate(sent);
        while (all.hasRemaining()) {
          server.recv(all, 0, Blocked.DEADLINE);
        }
        assertThat(client.awaitWritable(Blocked.DEADLINE)).isTrue();
      }
    }
  }
}
