package org.llsocket.lua.socket;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.Interfaces;
import org.llsocket.Socket;
import org.llsocket.lua.Call;
import org.llsocket.option.Linger;
import org.llsocket.option.MCAST;
import org.llsocket.option.SO;

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

  /** {@code SO_LINGER}: seconds; negative for off. */
  Options LINGER =
      new Options() {
        @Override
        public Object get(Call call) throws IOException {
          Linger linger = socket(call).get(SO.LINGER);
          return linger.onoff() ? linger.linger().toSeconds() : -1;
        }

        @Override
        public void set(Call call) throws IOException {
          int seconds = call.cInt(1);
          Linger linger = seconds < 0 ? Linger.OFF : Linger.of(Duration.ofSeconds(seconds));
          Socket _ = socket(call).set(SO.LINGER, linger);
        }
      };

  private static Socket socket(Call call) {
    return Sockets.self(call).socket;
  }
}
