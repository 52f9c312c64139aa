package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code IPPORT_*}: ports that {@code <netinet/in.h>} names, in host byte order.
 *
 * <p>{@link AddrInfo} finds the ports of all other services by name.
 *
 * <pre>{@code
 * boolean privileged = port < IPPORT.RESERVED;
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/services.5.html">services(5)</a>
 */
public final class IPPORT {
  /** {@code IPPORT_ECHO}: echo, RFC 862. */
  public static final int ECHO = Platform.number("IPPORT_ECHO");

  /** {@code IPPORT_DISCARD}: discard, RFC 863. */
  public static final int DISCARD = Platform.number("IPPORT_DISCARD");

  /** {@code IPPORT_SYSTAT}: the users of a host, RFC 866. */
  public static final int SYSTAT = Platform.number("IPPORT_SYSTAT");

  /** {@code IPPORT_DAYTIME}: date and time as text, RFC 867. */
  public static final int DAYTIME = Platform.number("IPPORT_DAYTIME");

  /** {@code IPPORT_NETSTAT}: network status; unassigned today. */
  public static final int NETSTAT = Platform.number("IPPORT_NETSTAT");

  /** {@code IPPORT_FTP}: FTP, the control connection. */
  public static final int FTP = Platform.number("IPPORT_FTP");

  /** {@code IPPORT_TELNET}: Telnet. */
  public static final int TELNET = Platform.number("IPPORT_TELNET");

  /** {@code IPPORT_SMTP}: SMTP. */
  public static final int SMTP = Platform.number("IPPORT_SMTP");

  /** {@code IPPORT_TIMESERVER}: the time as a number, RFC 868. */
  public static final int TIMESERVER = Platform.number("IPPORT_TIMESERVER");

  /** {@code IPPORT_NAMESERVER}: IEN 116 host names, not DNS. */
  public static final int NAMESERVER = Platform.number("IPPORT_NAMESERVER");

  /** {@code IPPORT_WHOIS}: whois. */
  public static final int WHOIS = Platform.number("IPPORT_WHOIS");

  /** {@code IPPORT_MTP}: mail transfer before SMTP. */
  public static final int MTP = Platform.number("IPPORT_MTP");

  /** {@code IPPORT_TFTP}: TFTP, over UDP. */
  public static final int TFTP = Platform.number("IPPORT_TFTP");

  /** {@code IPPORT_RJE}: remote job entry. */
  public static final int RJE = Platform.number("IPPORT_RJE");

  /** {@code IPPORT_FINGER}: finger. */
  public static final int FINGER = Platform.number("IPPORT_FINGER");

  /** {@code IPPORT_TTYLINK}: terminal links. */
  public static final int TTYLINK = Platform.number("IPPORT_TTYLINK");

  /** {@code IPPORT_SUPDUP}: SUPDUP displays. */
  public static final int SUPDUP = Platform.number("IPPORT_SUPDUP");

  /** {@code IPPORT_EXECSERVER}: rexec, over TCP. */
  public static final int EXECSERVER = Platform.number("IPPORT_EXECSERVER");

  /** {@code IPPORT_LOGINSERVER}: rlogin, over TCP. */
  public static final int LOGINSERVER = Platform.number("IPPORT_LOGINSERVER");

  /** {@code IPPORT_CMDSERVER}: rsh, over TCP. */
  public static final int CMDSERVER = Platform.number("IPPORT_CMDSERVER");

  /** {@code IPPORT_EFSSERVER}: extended file name server, over TCP. */
  public static final int EFSSERVER = Platform.number("IPPORT_EFSSERVER");

  /** {@code IPPORT_BIFFUDP}: biff, over UDP. */
  public static final int BIFFUDP = Platform.number("IPPORT_BIFFUDP");

  /** {@code IPPORT_WHOSERVER}: rwho, over UDP. */
  public static final int WHOSERVER = Platform.number("IPPORT_WHOSERVER");

  /** {@code IPPORT_ROUTESERVER}: RIP, over UDP. */
  public static final int ROUTESERVER = Platform.number("IPPORT_ROUTESERVER");

  /**
   * {@code IPPORT_RESERVED}: the first port that needs no privilege to bind, unless {@code
   * net.ipv4.ip_unprivileged_port_start} changes it.
   */
  public static final int RESERVED = Platform.number("IPPORT_RESERVED");

  /**
   * {@code IPPORT_USERRESERVED}: the first port beyond BSD's range for automatic binding. Linux has
   * {@code net.ipv4.ip_local_port_range}.
   */
  public static final int USERRESERVED = Platform.number("IPPORT_USERRESERVED");

  private IPPORT() {}
}
