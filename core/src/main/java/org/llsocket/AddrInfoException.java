package org.llsocket;

import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.sys.LookupCalls;

/**
 * {@code getaddrinfo(3)} or {@code getnameinfo(3)} failed: {@code getaddrinfo("no.such.host",
 * "80"): EAI_NONAME (Name or service not known)}.
 *
 * {@snippet :
 * try {
 *   addresses = AddrInfo.getaddrinfo(host, "https");
 * } catch (AddrInfoException e) {
 *   if (e.code() != EAI.AGAIN) { // the name server did not answer
 *     throw e;
 *   }
 *   retryLater();
 * }
 * }
 */
public final class AddrInfoException extends UnknownHostException {
  private static final long serialVersionUID = 1;

  private final int code;
  private final int errno;
  private final String call;

  /**
   * An exception for a lookup that failed.
   *
   * @param code why, one of {@link EAI}
   * @param errno the error of the underlying system call if the code is {@link EAI#SYSTEM};
   *     otherwise ignored
   * @param call the C name of the call
   * @param arguments its arguments, for the message
   */
  public AddrInfoException(int code, Errno errno, String call, String arguments) {
    super(message(code, errno, call, arguments));
    this.code = code;
    this.errno = errno.number();
    this.call = call;
  }

  private static String message(int code, Errno errno, String call, String arguments) {
    String reason =
        code == EAI.SYSTEM
            ? EAI.toString(code) + ": " + errno + " (" + errno.strerror() + ")"
            : EAI.toString(code) + " (" + LookupCalls.gai_strerror(code) + ")";
    return call + "(" + arguments + "): " + reason;
  }

  /** Why the lookup failed: one of {@link EAI}. */
  public int code() {
    return code;
  }

  /** The error of the underlying system call; null if the code is not {@link EAI#SYSTEM}. */
  public @Nullable Errno errno() {
    return code == EAI.SYSTEM ? new Errno(errno) : null;
  }

  /** {@code gai_strerror(code)}: the C library's text for the code. */
  public String gai_strerror() {
    return String.valueOf(LookupCalls.gai_strerror(code));
  }

  /** The C name of the call that failed. */
  public String call() {
    return call;
  }
}
