package org.llsocket.nio;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.option.SO;

/**
 * The options of an open stream of {@code java.net}, by their names and by the numbers of {@link
 * java.net.SocketOptions}.
 *
 * @param listens whether it is a listener's
 */
record StreamSocketOptions(Socket socket, boolean listens) {
  /** All options of a socket of the family. */
  static Set<SocketOption<?>> supported(AF family, boolean listens) {
    var streams = new SocketFamily(family, SOCK.STREAM);
    ChannelOptions options =
        listens ? ChannelOptions.ofListener(streams) : ChannelOptions.ofStream(streams);
    return options.supported();
  }

  private Set<SocketOption<?>> supported() {
    return supported(socket.family(), listens);
  }

  /** An option of TCP has no effect on a socket of another family: programs set them on all. */
  <T> void set(SocketOption<T> option, T value) throws IOException {
    if (InetSockets.isInet(socket.family()) || !OptionTranslation.isOfTcp(option)) {
      OptionTranslation.setLimited(socket, supported(), option, value);
    }
  }

  <T> T get(SocketOption<T> option) throws IOException {
    return OptionTranslation.getAsSet(socket, supported(), option);
  }

  void set(int number, Object value) throws SocketException {
    OptionTranslation.set(socket, number, value);
  }

  @Nullable Object get(int number) throws SocketException {
    return OptionTranslation.get(socket, number);
  }

  /** {@code SO_TIMEOUT} in milliseconds, which is returned. A listener's is not the kernel's. */
  int setTimeout(Object value, int old) throws SocketException {
    int millis = OptionTranslation.timeout(value);
    if (!listens && millis != old) {
      OptionTranslation.setTyped(socket, SO.RCVTIMEO, Duration.ofMillis(millis));
    }
    return millis;
  }
}
