package org.llsocket.message;

import java.io.IOException;
import java.time.Duration;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.message.MessageAccess;

/** The calls of messages, for {@code Socket}. */
final class Access extends MessageAccess {
  private Access() {}

  static void set() {
    MessageAccess.set(new Access());
  }

  @Override
  public int sendmsg(Message message, OwnedFd to, int flags) throws IOException {
    return message.sendmsg(to, flags);
  }

  @Override
  public int recvmsg(Message message, OwnedFd from, int flags) throws IOException {
    return message.recvmsg(from, flags);
  }

  @Override
  public int sendmmsg(MessageBatch batch, OwnedFd to, int first, int count, int flags)
      throws IOException {
    return batch.sendmmsg(to, first, count, flags);
  }

  @Override
  public int recvmmsg(MessageBatch batch, OwnedFd from, int flags) throws IOException {
    return batch.recvmmsg(from, flags);
  }

  @Override
  public int recvmmsg(
      MessageBatch batch, OwnedFd from, int flags, Duration timeout, AwaitReadable readable)
      throws IOException {
    return batch.recvmmsg(from, flags, timeout, readable);
  }
}
