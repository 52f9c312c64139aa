package org.llsocket.nio;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;

/** The exceptions of {@code java.net}, with the JDK's texts, for the failures of a socket. */
final class Failures {
  private Failures() {}

  /** What a socket of the JDK throws for a failure of ours; other exceptions stay as they are. */
  static IOException inJavaNet(IOException e) {
    boolean ours = e instanceof ErrnoException || e instanceof ClosedChannelException;
    return ours ? asSocketException(e) : e;
  }

  /** The same for methods that throw nothing else. */
  static SocketException asSocketException(IOException e) {
    return switch (e) {
      case SocketException same -> same;
      case ErrnoException errno -> of(errno);
      case ClosedChannelException closed -> caused(new SocketException("Socket closed"), closed);
      default -> new SocketException(e.getMessage(), e);
    };
  }

  /** The exception of a channel's accept, which is not a SocketException in the JDK. */
  static IOException ofAccept(ErrnoException e) {
    return new IOException(text(e), e);
  }

  private static SocketException of(ErrnoException e) {
    String text = text(e);
    SocketException named =
        switch (e.toSocketException()) {
          case ConnectException _ -> new ConnectException(text);
          case PortUnreachableException _ -> new PortUnreachableException();
          case NoRouteToHostException _ -> new NoRouteToHostException(text);
          case BindException _ -> new BindException(text);
          default -> new SocketException(text);
        };
    return caused(named, e);
  }

  /** The text of strerror(3), which programs compare; the cause has the call and its arguments. */
  private static String text(ErrnoException e) {
    boolean receives = e.call().startsWith("recv");
    return receives && e.errno().equals(Errno.ECONNRESET)
        ? "Connection reset"
        : e.errno().strerror();
  }

  private static SocketException caused(SocketException thrown, Exception cause) {
    thrown.initCause(cause);
    return thrown;
  }
}
