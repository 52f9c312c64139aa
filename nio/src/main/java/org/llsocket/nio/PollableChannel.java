package org.llsocket.nio;

import org.llsocket.Descriptor;

/** A channel that an {@link EpollSelector} can watch. */
interface PollableChannel {
  /** What it shares with all channels: its descriptor and its locks. */
  ChannelSocket<?> calls();

  /** What the selector registers with its epoll. */
  default Descriptor descriptor() {
    return calls().descriptor;
  }

  /**
   * The operations that can be ready in the channel's present state: a connection that is pending
   * can only become connectable, one that is made can only be read and written.
   */
  int possibleOps();
}
