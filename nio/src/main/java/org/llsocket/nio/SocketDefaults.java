package org.llsocket.nio;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.SockAddrView;
import org.llsocket.Socket;

/**
 * {@code setsockopt(2)} for every socket that the channels and the {@code java.net} sockets of this
 * package make: the settings of this process.
 *
 * <p>They come from the agent, from the system property {@code llsocket.set}, which is read when
 * the first socket is made, or from the program:
 *
 * <pre>{@code
 * SocketDefaults.set(SocketSettings.parse("TCP_USER_TIMEOUT=30s,connect:5432:TCP_NODELAY=true"));
 * }</pre>
 *
 * <p>A setting without addresses is made as soon as the socket is; one with addresses just before
 * the socket connects or is bound. What the program itself sets later replaces it. A failure to set
 * an option is a failure of the call that makes, connects or binds the socket. Sockets that exist
 * already are not changed.
 *
 * <p>Thread-safe.
 */
public final class SocketDefaults {
  /**
   * The system property with the settings of this process, in the form of {@link SocketSettings}.
   */
  public static final String PROPERTY = "llsocket.set";

  private static volatile @Nullable SocketSettings settings; // null until the property is read

  private SocketDefaults() {}

  /** What a socket is for. */
  public enum Role {
    /** A stream that connects. */
    CONNECT,
    /** A stream that is bound, and accepts connections. */
    LISTEN,
    /** A connection that was accepted. */
    ACCEPT,
    /** A socket for datagrams. */
    DATAGRAM
  }

  /**
   * The settings of this process.
   *
   * @throws IllegalArgumentException if the system property is not in the form of {@link
   *     SocketSettings}
   */
  public static SocketSettings get() {
    SocketSettings known = settings;
    return known == null ? ofProperty() : known;
  }

  private static synchronized SocketSettings ofProperty() {
    try {
      SocketSettings known = settings;
      if (known == null) { // else another thread has read it, or set others
        known = SocketSettings.parse(System.getProperty(PROPERTY, ""));
        settings = known;
      }
      return known;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("-D" + PROPERTY + ": " + e.getMessage(), e);
    }
  }

  /** Replaces the settings of this process, for sockets that are made from now on. */
  public static synchronized void set(SocketSettings all) {
    settings = all;
  }

  /**
   * Sets what is for a socket. It is called:
   *
   * <ul>
   *   <li>right after {@code socket(2)}, with null for the address: sets what has no addresses;
   *   <li>before {@code connect(2)} with the peer's address, and before {@code bind(2)} with the
   *       socket's own: sets what has addresses, if this is one of them;
   *   <li>after {@code accept(2)} with the socket's own address: sets both.
   * </ul>
   *
   * <p>Without settings it does nothing.
   *
   * @throws org.llsocket.ErrnoException if the kernel refuses an option
   */
  public static void apply(Role role, Socket socket, @Nullable SockAddrView address)
      throws IOException {
    SocketSettings known = get();
    if (!known.isEmpty()) {
      known.apply(role, socket, address);
    }
  }
}
