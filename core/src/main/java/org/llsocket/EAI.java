package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code EAI_*}: why {@code getaddrinfo(3)} or {@code getnameinfo(3)} failed. Other codes pass
 * through unchanged.
 *
 * <pre>{@code
 * boolean temporary = exception.code() == EAI.AGAIN; // AddrInfoException
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/getaddrinfo.3.html">getaddrinfo(3)</a>
 */
public final class EAI {
  /** {@code EAI_BADFLAGS}: the flags are not valid. */
  public static final int BADFLAGS = Platform.number("EAI_BADFLAGS");

  /** {@code EAI_NONAME}: the host or the service is not known. */
  public static final int NONAME = Platform.number("EAI_NONAME");

  /** {@code EAI_AGAIN}: the name server failed for now: try again. */
  public static final int AGAIN = Platform.number("EAI_AGAIN");

  /** {@code EAI_FAIL}: the name server failed for good. */
  public static final int FAIL = Platform.number("EAI_FAIL");

  /** {@code EAI_NODATA}: the host has no address; glibc. */
  public static final int NODATA = Platform.number("EAI_NODATA");

  /** {@code EAI_FAMILY}: the family is not supported. */
  public static final int FAMILY = Platform.number("EAI_FAMILY");

  /** {@code EAI_SOCKTYPE}: the socket type is not supported. */
  public static final int SOCKTYPE = Platform.number("EAI_SOCKTYPE");

  /** {@code EAI_SERVICE}: the service is not known for this socket type. */
  public static final int SERVICE = Platform.number("EAI_SERVICE");

  /** {@code EAI_ADDRFAMILY}: the host has no address of this family; glibc. */
  public static final int ADDRFAMILY = Platform.number("EAI_ADDRFAMILY");

  /** {@code EAI_MEMORY}: out of memory. */
  public static final int MEMORY = Platform.number("EAI_MEMORY");

  /** {@code EAI_SYSTEM}: a system call failed; errno has the reason. */
  public static final int SYSTEM = Platform.number("EAI_SYSTEM");

  /** {@code EAI_OVERFLOW}: the buffer of {@code getnameinfo} is too short. */
  public static final int OVERFLOW = Platform.number("EAI_OVERFLOW");

  /** {@code EAI_INPROGRESS}: {@code getaddrinfo_a(3)}: not done yet; glibc. */
  public static final int INPROGRESS = Platform.number("EAI_INPROGRESS");

  /** {@code EAI_CANCELED}: {@code getaddrinfo_a(3)}: canceled; glibc. */
  public static final int CANCELED = Platform.number("EAI_CANCELED");

  /** {@code EAI_NOTCANCELED}: {@code getaddrinfo_a(3)}: could not be canceled; glibc. */
  public static final int NOTCANCELED = Platform.number("EAI_NOTCANCELED");

  /** {@code EAI_ALLDONE}: {@code getaddrinfo_a(3)}: all were done already; glibc. */
  public static final int ALLDONE = Platform.number("EAI_ALLDONE");

  /** {@code EAI_INTR}: {@code getaddrinfo_a(3)}: interrupted by a signal; glibc. */
  public static final int INTR = Platform.number("EAI_INTR");

  /** {@code EAI_IDN_ENCODE}: the internationalized name cannot be encoded; glibc. */
  public static final int IDN_ENCODE = Platform.number("EAI_IDN_ENCODE");

  private EAI() {}

  /**
   * {@return the C name of {@code code}, or {@code EAI_} and the number if it has none}
   *
   * @param code the result of the call
   */
  public static String toString(int code) {
    return Platform.nameOf("EAI_", code);
  }
}
