package org.llsocket.capture;

import java.io.IOException;
import org.llsocket.AF;
import org.llsocket.ARPHRD;
import org.llsocket.ETH;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SOCK;
import org.llsocket.SOL;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.family.SockaddrLl;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.DescriptorAccess;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.SharedMapping;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.sys.MmanCalls;
import org.llsocket.option.PACKET;
import org.llsocket.option.PacketFanout;
import org.llsocket.option.PacketMreq;
import org.llsocket.option.SO;

/** Makes a packet socket a ring. */
final class PacketRingOpener {
  private static final int RX_RING = Platform.number("PACKET_RX_RING");
  private static final int TPACKET_V3 = Platform.number("TPACKET_V3");
  private static final int FRAME = 2048; // V3 packs packets; this has to divide a block only
  private static final int UNKNOWN = -1;

  private PacketRingOpener() {}

  /** Whether packets of a raw socket on this interface are of a link type that filters know. */
  static boolean hasKnownHeader(int ifindex) throws IOException {
    checkIndex(ifindex);
    try (Socket socket = Socket.open(AF.PACKET, SOCK.RAW)) {
      return linkType(socket, ifindex) != UNKNOWN;
    }
  }

  private static void checkIndex(int ifindex) {
    if (ifindex < 0) {
      throw new IllegalArgumentException("ifindex " + ifindex + " is negative");
    }
  }

  static PacketRing open(Socket socket, int ifindex, PacketRingSetup setup) throws IOException {
    checkIndex(ifindex);
    if (!socket.family().equals(AF.PACKET)) {
      throw new IllegalArgumentException("the socket is of " + socket.family() + ", not AF_PACKET");
    }
    int linkType =
        socket.type().equals(SOCK.DGRAM) ? LINKTYPE.LINUX_SLL2 : linkType(socket, ifindex);
    if (linkType == UNKNOWN) {
      throw new IllegalArgumentException(
          "the link header of interface "
              + ifindex
              + " is not known: open the socket with"
              + " SOCK.DGRAM");
    }
    BpfProgram program = setup.program(linkType);
    if (program != null) {
      socket.set(SO.ATTACH_FILTER, program.instructions());
    }
    SharedMapping mapping = map(socket, setup);
    PacketRing ring = null;
    try {
      start(socket, ifindex, setup);
      ring = new PacketRing(socket, mapping, linkType, setup);
      return ring;
    } finally {
      if (ring == null) {
        mapping.close();
      }
    }
  }

  /** By the hardware type, which {@code getsockname(2)} has after a bind without a protocol. */
  private static int linkType(Socket socket, int ifindex) throws IOException {
    if (ifindex == 0) {
      return UNKNOWN;
    }
    socket.bind(SockAddr.of(SockaddrLl.of(0, ifindex)));
    int type = socket.getsockname().as(SockaddrLl.class).hatype();
    if (type == ARPHRD.ETHER || type == ARPHRD.LOOPBACK) {
      return LINKTYPE.ETHERNET;
    }
    boolean isIp = type == ARPHRD.NONE || type == ARPHRD.TUNNEL || type == ARPHRD.TUNNEL6;
    return isIp ? LINKTYPE.RAW : UNKNOWN;
  }

  private static SharedMapping map(Socket socket, PacketRingSetup setup) throws IOException {
    socket.set(PACKET.VERSION, TPACKET_V3);
    Fields request =
        Fields.of("tpacket_req3")
            .set("tp_block_size", setup.blockSize())
            .set("tp_block_nr", setup.blocks())
            .set("tp_frame_size", FRAME)
            .set("tp_frame_nr", (long) setup.blocks() * (setup.blockSize() / FRAME))
            .set("tp_retire_blk_tov", setup.blockTimeout().toMillis());
    socket.setsockopt(SOL.PACKET, RX_RING, request.memory());
    OwnedFd fd = DescriptorAccess.of(socket);
    CallFrame frame = fd.acquire();
    try {
      long size = (long) setup.blocks() * setup.blockSize();
      MmanCalls.Mapping mapped = MmanCalls.mapping(frame.errno, fd.number(), size);
      if (mapped == null) {
        throw new ErrnoException(
            new Errno(frame.errnoNumber()), "mmap", "fd=" + fd.number() + ", " + size + " bytes");
      }
      return new SharedMapping(mapped);
    } finally {
      fd.release(frame);
    }
  }

  private static void start(Socket socket, int ifindex, PacketRingSetup setup) throws IOException {
    if (!setup.outgoing()) {
      socket.set(PACKET.IGNORE_OUTGOING, true);
    }
    socket.bind(SockAddr.of(SockaddrLl.of(ETH.P_ALL, ifindex)));
    if (setup.promiscuous() && ifindex != 0) {
      socket.set(PACKET.ADD_MEMBERSHIP, PacketMreq.of(ifindex, PACKET.MR_PROMISC));
    }
    PacketFanout fanout = setup.fanout();
    if (fanout != null) {
      socket.set(PACKET.FANOUT, fanout);
    }
  }
}
