package org.llsocket.cli.ping;

/**
 * The format of echo requests and replies of ICMP (RFC 792) and ICMPv6 (RFC 4443).
 *
 * @param inet6 whether the packets are ICMPv6
 * @param raw whether the socket is a raw socket: this class fills in the identifier and, for IPv4,
 *     the checksum; received IPv4 packets start with the IP header
 * @param identifier the identifier of a raw socket's packets
 */
record EchoPacket(boolean inet6, boolean raw, int identifier) {
  /** The size of the header: type, code, checksum, identifier, sequence number. */
  static final int HEADER = 8;

  private static final int CHECKSUM = 2;
  private static final int IDENTIFIER = 4;
  private static final int SEQUENCE = 6;

  /** The sequence number of packets that do not belong to this socket. */
  static final int NOT_OURS = -1;

  int requestType() {
    return inet6 ? 128 : 8;
  }

  int replyType() {
    return inet6 ? 129 : 0;
  }

  /** A request with {@code dataSize} bytes of data. */
  byte[] request(int dataSize) {
    var packet = new byte[HEADER + dataSize];
    packet[0] = (byte) requestType();
    put16(packet, IDENTIFIER, identifier);
    for (int i = HEADER; i < packet.length; i++) {
      packet[i] = (byte) (i - HEADER);
    }
    return packet;
  }

  /** Sets the sequence number of a request. */
  void setSequence(byte[] request, int sequence) {
    put16(request, SEQUENCE, sequence);
    put16(request, CHECKSUM, 0);
    if (raw && !inet6) { // the kernel computes the others
      put16(request, CHECKSUM, checksum(request));
    }
  }

  /** The offset of the ICMP message in a received packet. */
  int start(byte[] packet, int length) {
    return raw && !inet6 && length > 0 ? (packet[0] & 0xf) * Integer.BYTES : 0;
  }

  /** The sequence number of a received reply, or {@link #NOT_OURS}. */
  int sequence(byte[] packet, int length) {
    return sequence(packet, start(packet, length), length, replyType());
  }

  /** The sequence number of the request that an error quotes, or {@link #NOT_OURS}. */
  int requested(byte[] packet, int length) {
    return sequence(packet, 0, length, requestType());
  }

  private int sequence(byte[] packet, int start, int length, int type) {
    if (length - start < HEADER
        || (packet[start] & 0xff) != type
        || (raw && get16(packet, start + IDENTIFIER) != identifier)) {
      return NOT_OURS;
    }
    return get16(packet, start + SEQUENCE);
  }

  /** RFC 1071: the complement of the sum of all 16-bit words, in ones' complement. */
  static int checksum(byte[] bytes) {
    int sum = 0;
    for (int i = 0; i < bytes.length; i++) {
      sum += (bytes[i] & 0xff) << (i % 2 == 0 ? Byte.SIZE : 0);
    }
    while (sum >>> Short.SIZE != 0) {
      sum = (sum & 0xffff) + (sum >>> Short.SIZE);
    }
    return ~sum & 0xffff;
  }

  private static int get16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << Byte.SIZE | (bytes[at + 1] & 0xff);
  }

  private static void put16(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >>> Byte.SIZE);
    bytes[at + 1] = (byte) value;
  }
}
