package org.llsocket.cli.datagram;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.SockAddrView;
import org.llsocket.message.ControlMessage;
import org.llsocket.message.Message;
import org.llsocket.message.PktInfo;
import org.llsocket.message.Timestamp;

/**
 * A received datagram, valid until the next receive.
 *
 * @param message its sender and control data
 * @param bytes the receive buffer
 * @param length the length of the datagram, which may exceed that of the buffer
 */
@SuppressWarnings("ArrayRecordComponent") // the buffer itself, not a value
record ReceivedDatagram(Message message, byte[] bytes, int length) {
  /** The data, truncated to the size of the buffer. */
  byte[] data() {
    return Arrays.copyOf(bytes, Math.min(length, bytes.length));
  }

  /** When the kernel received it; now, if the kernel does not report it. */
  Instant time() {
    Timestamp stamp = message.control().get(Timestamp.class);
    return stamp == null ? Instant.now() : stamp.time();
  }

  /** Its sender; null if the sender's socket is unnamed. */
  @Nullable SockAddrView from() {
    SockAddrView from = message.name();
    return from == null || from.length() == 0 || from.isUnnamed() ? null : from;
  }

  /** Its destination address and interface; null if the kernel does not report them. */
  @Nullable PktInfo pktinfo() {
    return message.control().get(PktInfo.class);
  }

  /** The control data. */
  List<ControlMessage> control() {
    List<ControlMessage> all = new ArrayList<>();
    message.control().forEach(all::add);
    return all;
  }
}
