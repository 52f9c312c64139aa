package org.llsocket.lua.socket;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.Interface;
import org.llsocket.Socket;
import org.llsocket.lua.Call;
import org.llsocket.option.Linger;
import org.llsocket.option.MCAST;
import org.llsocket.option.SO;

/** A value of a socket that scripts read and set with one method. */
public interface Options {
  /** What it is. */
  @Nullable Object get(Call call) throws IOException;

  /** What sets the value: argument 1, which is read here and raises if it is wrong. */
  Setting setting(Call call);

  /** A value that is to be set. */
  @FunctionalInterface
  interface Setting {
    /** Sets it. */
    void set() throws IOException;
  }

  /** An option that some sockets do not have. */
  static Options checked(Options option, Operation check) {
    return new Options() {
      @Override
      public @Nullable Object get(Call call) throws IOException {
        Object _ = check.run(call);
        return option.get(call);
      }

      @Override
      public Setting setting(Call call) {
        Setting setting = option.setting(call);
        return () -> {
          Object _ = check.run(call);
          setting.set();
        };
      }
    };
  }

  /** {@code FD_CLOEXEC}. */
  Options CLOEXEC =
      new Options() {
        @Override
        public Object get(Call call) throws IOException {
          return socket(call).cloexec();
        }

        @Override
        public Setting setting(Call call) {
          boolean enable = call.bool(1);
          return () -> socket(call).cloexec(enable);
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
        public Setting setting(Call call) {
          boolean enable = call.bool(1);
          return () -> socket(call).nonblock(enable);
        }
      };

  /** {@code IP_MULTICAST_IF}, {@code IPV6_MULTICAST_IF}: the name; nil where none is set. */
  Options MCASTIF =
      new Options() {
        @Override
        public @Nullable Object get(Call call) throws IOException {
          int index = socket(call).get(MCAST.IF);
          return index == 0 ? null : Interface.indextoname(index);
        }

        @Override
        public Setting setting(Call call) {
          String name = call.textOrNull(1);
          return () -> {
            Socket _ = socket(call).set(MCAST.IF, Multicast.index(name));
          };
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
        public Setting setting(Call call) {
          int seconds = call.cInt(1);
          Linger linger = seconds < 0 ? Linger.OFF : Linger.of(Duration.ofSeconds(seconds));
          return () -> {
            Socket _ = socket(call).set(SO.LINGER, linger);
          };
        }
      };

  private static Socket socket(Call call) {
    return Sockets.self(call).socket;
  }
}
