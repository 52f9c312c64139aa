package org.llsocket.uring;

import java.io.IOException;
import org.llsocket.internal.message.MessageAccess;
import org.llsocket.internal.platform.Platform;
import org.llsocket.message.MessageBatch;

/** The messages that operations of a ring send and receive. */
final class RingMessages {
  static final int SENDMSG = Platform.number("IORING_OP_SENDMSG");
  static final int RECVMSG = Platform.number("IORING_OP_RECVMSG");

  private final RingCore core;

  RingMessages(RingCore core) {
    this.core = core;
  }

  /** Takes a message into use; if that fails the operation has not begun. */
  void begin(Operation operation, MessageBatch batch, RingFile file) throws IOException {
    boolean held = false;
    boolean begun = false;
    try {
      boolean sends = operation.opcode == SENDMSG;
      core.fd.hold(batch);
      held = true;
      operation.addr = MessageAccess.get().begin(batch, operation.message, sends, file.isStream());
      begun = true;
    } finally {
      if (!begun) {
        operation.batch = null;
        if (held) {
          core.fd.drop(batch);
        }
        file.end(operation);
      }
    }
  }

  /** Ends the use of a message, with the result of the operation; does nothing the second time. */
  void end(Operation operation) {
    MessageBatch batch = operation.batch;
    if (batch != null) {
      operation.batch = null;
      core.fd.drop(batch);
      MessageAccess.get()
          .end(batch, operation.message, operation.opcode == SENDMSG, operation.result);
    }
  }
}
