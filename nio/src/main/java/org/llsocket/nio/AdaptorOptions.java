package org.llsocket.nio;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.NetworkChannel;

/** The options of {@code java.net} that an adaptor passes to its channel. */
final class AdaptorOptions {
  private AdaptorOptions() {}

  static <T> void set(NetworkChannel channel, SocketOption<T> option, T value)
      throws SocketException {
    try {
      channel.setOption(option, value);
    } catch (IOException e) {
      throw Exceptions.ofSocket(e);
    }
  }

  static <T> T get(NetworkChannel channel, SocketOption<T> option) throws SocketException {
    try {
      return channel.getOption(option);
    } catch (IOException e) {
      throw Exceptions.ofSocket(e);
    }
  }

  static void setSize(NetworkChannel channel, SocketOption<Integer> option, int size)
      throws SocketException {
    if (size <= 0) {
      throw new IllegalArgumentException(option + " " + size + " is not positive");
    }
    set(channel, option, size);
  }

  static int checkTimeout(NetworkChannel channel, int millis) throws SocketException {
    checkOpen(channel);
    if (millis < 0) {
      throw new IllegalArgumentException("timeout " + millis + " is negative");
    }
    return millis;
  }

  static void checkOpen(NetworkChannel channel) throws SocketException {
    if (!channel.isOpen()) {
      throw new SocketException("Socket is closed");
    }
  }
}
