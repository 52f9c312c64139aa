package org.llsocket.nio;

import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import org.llsocket.ErrnoException;

/** Which exception the JDK's own classes throw for a failure of ours. */
final class Exceptions {
  private Exceptions() {}

  /**
   * The exception of a channel for the failure of a call on its descriptor. An interrupt or another
   * owner may have closed the descriptor, so the channel is closed too.
   */
  static IOException ofChannel(Channel channel, IOException e) {
    if (e instanceof ErrnoException) {
      return Failures.inJavaNet(e);
    }
    if (e instanceof ClosedChannelException) {
      closeAfter(channel, e);
    }
    return e;
  }

  /** Closes a channel because of a failure, which is what the caller throws. */
  static void closeAfter(Channel channel, Exception failure) {
    try {
      channel.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * The exception of the adaptors that {@code socket()} returns, for one of their channel:
   * unchecked exceptions that the classes of {@code java.net} do not have become {@link
   * SocketException}s.
   */
  static IOException ofAdaptor(Exception e) {
    return e instanceof IOException checked ? checked : ofSocket(e);
  }

  /** The same, for methods that throw only {@link SocketException}. */
  static SocketException ofSocket(Exception e) {
    if (e instanceof SocketException already) {
      return already;
    }
    String message =
        switch (e) {
          case ClosedChannelException _ -> "Socket is closed";
          case NotYetConnectedException _ -> "Socket is not connected";
          case AlreadyBoundException _ -> "Already bound";
          case AlreadyConnectedException _ -> "Already connected";
          case NotYetBoundException _ -> "Socket is not bound yet";
          case UnsupportedAddressTypeException _ -> "Unsupported address type";
          case UnresolvedAddressException _ -> "Unresolved address";
          case RuntimeException unchecked -> throw unchecked;
          default -> String.valueOf(e.getMessage());
        };
    return new SocketException(message, e);
  }
}
