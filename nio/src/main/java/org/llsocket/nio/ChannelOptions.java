package org.llsocket.nio;

import java.io.IOException;
import java.net.SocketOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.llsocket.Socket;
import org.llsocket.option.SO;
import org.llsocket.option.SocketKind;

/**
 * The options of a channel: those that the JDK specifies for its class, with the JDK's values, and
 * every option of this library that applies to the socket. Immutable.
 */
final class ChannelOptions {
  private static final Map<SocketKind, ChannelOptions> STREAMS = new ConcurrentHashMap<>();
  private static final Map<SocketKind, ChannelOptions> LISTENERS = new ConcurrentHashMap<>();
  private static final Map<SocketKind, ChannelOptions> DATAGRAMS = new ConcurrentHashMap<>();

  /** For families that {@link SocketKind} does not have. */
  private static final ChannelOptions OTHERS = new ChannelOptions(Set.copyOf(SO.options()));

  private final Set<SocketOption<?>> supported;

  private ChannelOptions(Set<SocketOption<?>> supported) {
    this.supported = supported;
  }

  static ChannelOptions ofStream(SocketFamily family) {
    return of(family, STREAMS, OptionTranslation::ofStream);
  }

  static ChannelOptions ofListener(SocketFamily family) {
    return of(family, LISTENERS, OptionTranslation::ofListener);
  }

  static ChannelOptions ofDatagram(SocketFamily family) {
    return of(family, DATAGRAMS, OptionTranslation::ofDatagram);
  }

  private static ChannelOptions of(
      SocketFamily family,
      Map<SocketKind, ChannelOptions> known,
      Function<SocketKind, Set<SocketOption<?>>> maker) {
    return kind(family)
        .map(of -> known.computeIfAbsent(of, kind -> new ChannelOptions(maker.apply(kind))))
        .orElse(OTHERS);
  }

  /** The first kind with this family, type and protocol, or with the default protocol. */
  private static Optional<SocketKind> kind(SocketFamily family) {
    int protocol = family.protocol().number();
    return Arrays.stream(SocketKind.values())
        .filter(kind -> kind.family() == family.family().number())
        .filter(kind -> kind.type() == family.type().number())
        .filter(kind -> protocol == 0 || kind.protocol() == 0 || kind.protocol() == protocol)
        .findFirst();
  }

  Set<SocketOption<?>> supported() {
    return supported;
  }

  /** {@code setsockopt(2)} by the contract of {@link java.nio.channels.NetworkChannel}. */
  <T> void set(ChannelSocket<Socket> of, SocketOption<T> option, T value) throws IOException {
    Objects.requireNonNull(option);
    of.ensureOpen();
    OptionTranslation.setLimited(of.descriptor, supported, option, value);
  }

  /** {@code getsockopt(2)}; of the JDK's buffer sizes it returns what was set. */
  <T> T get(ChannelSocket<Socket> of, SocketOption<T> option) throws IOException {
    Objects.requireNonNull(option);
    of.ensureOpen();
    return OptionTranslation.getAsSet(of.descriptor, supported, option);
  }
}
