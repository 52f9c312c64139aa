package org.llsocket.message;

import java.io.IOException;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.message.MessageAccess;

/** The calls of messages, for {@code Socket}. */
final class Access extends MessageAccess {
  private Access() {}

  static void set() {
    MessageAccess.set(new Access());
  }

  @Override
  public int sendmsg(Message message, OwnedFd to, int flags, long deadline) throws IOException {
    return message.sendmsg(to, flags, deadline);
  }

  @Override
  public int recvmsg(Message message, OwnedFd from, int flags, long deadline) throws IOException {
    return message.recvmsg(from, flags, deadline);
  }

  @Override
  public int sendmmsg(
      MessageBatch batch, OwnedFd to, int first, int count, int flags, long deadline)
      throws IOException {
    return batch.sendmmsg(to, first, count, flags, deadline);
  }

  @Override
  public int recvmmsg(MessageBatch batch, OwnedFd from, int flags, long deadline)
      throws IOException {
    return batch.recvmmsg(from, flags, deadline);
  }

  @Override
  public long begin(MessageBatch batch, int index, boolean sends, boolean stream)
      throws IOException {
    return batch.begin(index, sends, stream);
  }

  @Override
  public void end(MessageBatch batch, int index, boolean sends, int result) {
    batch.end(index, sends, result);
  }
}
