package org.llsocket.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;

/** Sends and receives one message. */
final class Messages {
  private Messages() {}

  /** Sends some bytes with control messages, to an address or the peer. */
  static int send(Socket socket, SockAddr to, int bytes, ControlMessage... controls)
      throws IOException {
    try (var message = new Message().controlCapacity(8192)) {
      message.buffers(ByteBuffer.allocate(bytes)).name(to);
      for (ControlMessage each : controls) {
        message.control().add(each);
      }
      return socket.sendmsg(message, 0);
    }
  }

  static int send(Socket socket, ControlMessage... controls) throws IOException {
    try (var message = new Message().controlCapacity(8192)) {
      message.buffers(ByteBuffer.allocate(1));
      for (ControlMessage each : controls) {
        message.control().add(each);
      }
      return socket.sendmsg(message, 0);
    }
  }

  /** Receives one message with ample capacity. */
  static Message receive(Socket socket, int flags) throws IOException {
    var message = new Message().controlCapacity(8192);
    message.buffers(ByteBuffer.allocate(70_000)).name(new SockAddrBuffer());
    assertThat(socket.recvmsg(message, flags)).isNotNegative();
    return message;
  }

  /** The value, which must have been received. */
  static <T extends ControlMessage> T get(Message message, Class<T> type) {
    return Objects.requireNonNull(
        message.control().get(type), () -> type.getSimpleName() + " is missing");
  }

  static void assertErrno(Errno expected, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(expected));
  }
}
