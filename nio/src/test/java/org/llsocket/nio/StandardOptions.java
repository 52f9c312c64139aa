package org.llsocket.nio;

import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.List;
import jdk.net.ExtendedSocketOptions;

/** The options that the JDK defines. */
final class StandardOptions {
  static final List<SocketOption<?>> ALL =
      List.of(
          StandardSocketOptions.SO_BROADCAST,
          StandardSocketOptions.SO_KEEPALIVE,
          StandardSocketOptions.SO_SNDBUF,
          StandardSocketOptions.SO_RCVBUF,
          StandardSocketOptions.SO_REUSEADDR,
          StandardSocketOptions.SO_REUSEPORT,
          StandardSocketOptions.SO_LINGER,
          StandardSocketOptions.IP_TOS,
          StandardSocketOptions.IP_MULTICAST_IF,
          StandardSocketOptions.IP_MULTICAST_TTL,
          StandardSocketOptions.IP_MULTICAST_LOOP,
          StandardSocketOptions.TCP_NODELAY,
          ExtendedSocketOptions.TCP_QUICKACK,
          ExtendedSocketOptions.TCP_KEEPIDLE,
          ExtendedSocketOptions.TCP_KEEPINTERVAL,
          ExtendedSocketOptions.TCP_KEEPCOUNT,
          ExtendedSocketOptions.SO_INCOMING_NAPI_ID,
          ExtendedSocketOptions.IP_DONTFRAGMENT);

  private StandardOptions() {}
}
