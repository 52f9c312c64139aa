package org.llsocket.nio;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.Socket;

/** The socket that the process was started with as its standard input, as inetd(8) does. */
final class InheritedChannel {
  private static @Nullable Channel channel; // guarded by the class, as the next
  private static boolean asked;

  private InheritedChannel() {}

  /** The same channel each time; null if standard input is not a socket. */
  static synchronized @Nullable Channel get() throws IOException {
    if (!asked) {
      channel = make();
      asked = true;
    }
    return channel;
  }

  private static @Nullable Channel make() throws IOException {
    try (Socket input = Socket.borrow(0)) {
      return make(input);
    } catch (ErrnoException e) {
      if (e.errno().equals(Errno.ENOTSOCK) || e.errno().equals(Errno.EBADF)) {
        return null;
      }
      throw e;
    }
  }

  /** A channel of a duplicate: the fds 0 to 2 stay what they are, also when it is closed. */
  private static Channel make(Socket input) throws IOException {
    Socket own = input.dup();
    boolean complete = false;
    try {
      own.nonblock(false); // a channel begins in blocking mode
      SelectableChannel made = SocketChannels.of(own);
      ((PollableChannel) made).calls().endWith(input.dup());
      complete = true;
      return made;
    } finally {
      if (!complete) {
        own.close();
      }
    }
  }
}
