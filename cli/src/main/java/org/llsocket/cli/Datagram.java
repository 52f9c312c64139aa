package org.llsocket.cli;

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
 * A datagram that has come, until the next one does.
 *
 * @param message with its sender and control data
 * @param bytes its data, or what there was room for
 * @param length how long it was
 */
@SuppressWarnings("ArrayRecordComponent") // as recvmsg left it
record Datagram(Message message, byte[] bytes, int length) {
  /** The data that there was room for. */
  byte[] data() {
    return Arrays.copyOf(bytes, Math.min(length, bytes.length));
  }

  /** When the kernel received it, or else now. */
  Instant time() {
    Timestamp stamp = message.control().get(Timestamp.class);
    return stamp == null ? Instant.now() : stamp.time();
  }

  /** Its sender; null where that has no name. */
  @Nullable SockAddrView from() {
    SockAddrView from = message.name();
    return from == null || from.length() == 0 || from.isUnnamed() ? null : from;
  }

  /** Which address and interface it came to; null where the kernel does not tell. */
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
