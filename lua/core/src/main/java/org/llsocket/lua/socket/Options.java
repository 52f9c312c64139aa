package org.llsocket.lua.socket;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.Interfaces;
import org.llsocket.Socket;
import org.llsocket.lua.Call;
import org.llsocket.option.MCAST;

/** A value of a socket that scripts read and set with one method. */
public interface Options {
  /** What it is. */
  @Nullable Object get(Call call) throws IOException;

  /** Makes it argument 1. */
  void set(Call call) throws IOException;

  /** {@code FD_CLOEXEC}. */
  Options CLOEXEC =
      new Options() {
        @Override
        public Object get(Call call) throws IOException {
          return socket(call).cloexec();
        }

        @Override
        public void set(Call call) throws IOException {
          socket(call).cloexec(call.bool(1));
        }
      };

  /** {@code O_NONBLOCK}. */
  Options NONBLOCK =
      new Options() {
        @Override
        public Object get(Call call) throws IOException {
          return socket(call).nonblock();
        }

        @Override
        public void set(Call call) throws IOException {
          socket(call).nonblock(call.bool(1));
        }
      };

  /** {@code IP_MULTICAST_IF}, {@code IPV6_MULTICAST_IF}: the name; nil where none is set. */
  Options MCASTIF =
      new Options() {
        @Override
        public @Nullable Object get(Call call) throws IOException {
          int index = socket(call).get(MCAST.IF);
          return index == 0 ? null : Interfaces.indextoname(index);
        }

        @Override
        public void set(Call call) throws IOException {
          Socket _ = socket(call).set(MCAST.IF, Multicast.index(call, 1));
        }
      };

  private static Socket socket(Call call) {
    return Sockets.self(call).socket;
  }
}
