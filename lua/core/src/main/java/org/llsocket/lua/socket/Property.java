package org.llsocket.lua.socket;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.Interface;
import org.llsocket.Socket;
import org.llsocket.lua.Arguments;
import org.llsocket.option.Linger;
import org.llsocket.option.MCAST;
import org.llsocket.option.SO;

/** A property of a socket that scripts read and set with one method. */
public interface Property {
  /** Its value. */
  @Nullable Object get(Arguments args) throws IOException;

  /** Reads and checks argument 1, and returns the action that sets it as the value. */
  Setting setting(Arguments args);

  /** The action that sets a value. */
  @FunctionalInterface
  interface Setting {
    /** Sets it. */
    void set() throws IOException;
  }

  /** An option with a check for sockets that do not have it. */
  static Property checked(Property option, Operation check) {
    return new Property() {
      @Override
      public @Nullable Object get(Arguments args) throws IOException {
        Object _ = check.run(args);
        return option.get(args);
      }

      @Override
      public Setting setting(Arguments args) {
        Setting setting = option.setting(args);
        return () -> {
          Object _ = check.run(args);
          setting.set();
        };
      }
    };
  }

  /** {@code FD_CLOEXEC}. */
  Property CLOEXEC =
      new Property() {
        @Override
        public Object get(Arguments args) throws IOException {
          return socket(args).cloexec();
        }

        @Override
        public Setting setting(Arguments args) {
          boolean enable = args.bool(1);
          return () -> socket(args).cloexec(enable);
        }
      };

  /** {@code O_NONBLOCK}. */
  Property NONBLOCK =
      new Property() {
        @Override
        public Object get(Arguments args) throws IOException {
          return socket(args).nonblock();
        }

        @Override
        public Setting setting(Arguments args) {
          boolean enable = args.bool(1);
          return () -> socket(args).nonblock(enable);
        }
      };

  /**
   * {@code IP_MULTICAST_IF}, {@code IPV6_MULTICAST_IF}: the interface's name; nil if none is set.
   */
  Property MCASTIF =
      new Property() {
        @Override
        public @Nullable Object get(Arguments args) throws IOException {
          int index = socket(args).get(MCAST.IF);
          return index == 0 ? null : Interface.indextoname(index);
        }

        @Override
        public Setting setting(Arguments args) {
          String name = args.textOrNull(1);
          return () -> {
            Socket _ = socket(args).set(MCAST.IF, Multicast.index(name));
          };
        }
      };

  /** {@code SO_LINGER}: seconds; negative for off. */
  Property LINGER =
      new Property() {
        @Override
        public Object get(Arguments args) throws IOException {
          Linger linger = socket(args).get(SO.LINGER);
          return linger.onoff() ? linger.linger().toSeconds() : -1;
        }

        @Override
        public Setting setting(Arguments args) {
          int seconds = args.cInt(1);
          Linger linger = seconds < 0 ? Linger.OFF : Linger.of(Duration.ofSeconds(seconds));
          return () -> {
            Socket _ = socket(args).set(SO.LINGER, linger);
          };
        }
      };

  private static Socket socket(Arguments args) {
    return Sockets.self(args).socket;
  }
}
