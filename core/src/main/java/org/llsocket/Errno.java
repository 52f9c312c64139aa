package org.llsocket;

import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.NameCalls;

/**
 * {@code errno}: why a system call failed. Numbers without a constant pass through unchanged.
 *
 * {@snippet :
 * boolean full = exception.errno().equals(Errno.EMFILE) || exception.errno().equals(Errno.ENFILE);
 * }
 *
 * @param number the platform's number
 * @see <a href="https://man7.org/linux/man-pages/man3/errno.3.html">errno(3)</a>
 */
public record Errno(int number) {
  /** {@code EPERM}: the operation requires a privilege. */
  public static final Errno EPERM = of("EPERM");

  /** {@code ENOENT}: no such file; for a Unix socket, no such path. */
  public static final Errno ENOENT = of("ENOENT");

  /** {@code ESRCH}: no such process. */
  public static final Errno ESRCH = of("ESRCH");

  /**
   * {@code EINTR}: a signal interrupted the call; llsocket repeats it, so callers never see this.
   */
  public static final Errno EINTR = of("EINTR");

  /** {@code EIO}: input or output failed. */
  public static final Errno EIO = of("EIO");

  /** {@code ENXIO}: no such device or address. */
  public static final Errno ENXIO = of("ENXIO");

  /** {@code E2BIG}: the argument list is too long. */
  public static final Errno E2BIG = of("E2BIG");

  /** {@code ENOEXEC}: not an executable format. */
  public static final Errno ENOEXEC = of("ENOEXEC");

  /** {@code EBADF}: not an open descriptor. */
  public static final Errno EBADF = of("EBADF");

  /** {@code ECHILD}: no child processes. */
  public static final Errno ECHILD = of("ECHILD");

  /** {@code EAGAIN}: the call would block; llsocket returns {@link Socket#AGAIN} instead. */
  public static final Errno EAGAIN = of("EAGAIN");

  /** {@code EWOULDBLOCK}: the call would block: an alias of {@link #EAGAIN}. */
  public static final Errno EWOULDBLOCK = of("EWOULDBLOCK");

  /** {@code ENOMEM}: out of memory. */
  public static final Errno ENOMEM = of("ENOMEM");

  /** {@code EACCES}: permission denied. */
  public static final Errno EACCES = of("EACCES");

  /** {@code EFAULT}: an address outside the process's memory. */
  public static final Errno EFAULT = of("EFAULT");

  /** {@code ENOTBLK}: not a block device. */
  public static final Errno ENOTBLK = of("ENOTBLK");

  /** {@code EBUSY}: the device or resource is busy. */
  public static final Errno EBUSY = of("EBUSY");

  /** {@code EEXIST}: the file exists. */
  public static final Errno EEXIST = of("EEXIST");

  /** {@code EXDEV}: a link across file systems. */
  public static final Errno EXDEV = of("EXDEV");

  /** {@code ENODEV}: no such device. */
  public static final Errno ENODEV = of("ENODEV");

  /** {@code ENOTDIR}: not a directory. */
  public static final Errno ENOTDIR = of("ENOTDIR");

  /** {@code EISDIR}: a directory. */
  public static final Errno EISDIR = of("EISDIR");

  /** {@code EINVAL}: an argument is not valid, or not in this state of the socket. */
  public static final Errno EINVAL = of("EINVAL");

  /** {@code ENFILE}: the system's table of open files is full. */
  public static final Errno ENFILE = of("ENFILE");

  /** {@code EMFILE}: the process has too many open descriptors. */
  public static final Errno EMFILE = of("EMFILE");

  /** {@code ENOTTY}: the descriptor does not know this {@code ioctl}. */
  public static final Errno ENOTTY = of("ENOTTY");

  /** {@code ETXTBSY}: the program file is in use. */
  public static final Errno ETXTBSY = of("ETXTBSY");

  /** {@code EFBIG}: the file is too large. */
  public static final Errno EFBIG = of("EFBIG");

  /** {@code ENOSPC}: no space left. */
  public static final Errno ENOSPC = of("ENOSPC");

  /** {@code ESPIPE}: the descriptor cannot seek. */
  public static final Errno ESPIPE = of("ESPIPE");

  /** {@code EROFS}: the file system is read-only. */
  public static final Errno EROFS = of("EROFS");

  /** {@code EMLINK}: too many links. */
  public static final Errno EMLINK = of("EMLINK");

  /** {@code EPIPE}: the peer has closed the connection, or this end was shut down for sending. */
  public static final Errno EPIPE = of("EPIPE");

  /** {@code EDOM}: an argument outside the function's domain. */
  public static final Errno EDOM = of("EDOM");

  /** {@code ERANGE}: the result cannot be represented, or the buffer is too small. */
  public static final Errno ERANGE = of("ERANGE");

  /** {@code EDEADLK}: it would deadlock. */
  public static final Errno EDEADLK = of("EDEADLK");

  /** {@code EDEADLOCK}: it would deadlock: an alias of {@link #EDEADLK}. */
  public static final Errno EDEADLOCK = of("EDEADLOCK");

  /** {@code ENAMETOOLONG}: the file name is too long. */
  public static final Errno ENAMETOOLONG = of("ENAMETOOLONG");

  /** {@code ENOLCK}: no locks left. */
  public static final Errno ENOLCK = of("ENOLCK");

  /** {@code ENOSYS}: the kernel does not implement the call. */
  public static final Errno ENOSYS = of("ENOSYS");

  /** {@code ENOTEMPTY}: the directory is not empty. */
  public static final Errno ENOTEMPTY = of("ENOTEMPTY");

  /** {@code ELOOP}: too many symbolic links. */
  public static final Errno ELOOP = of("ELOOP");

  /** {@code ENOMSG}: there is no message of this type. */
  public static final Errno ENOMSG = of("ENOMSG");

  /** {@code EIDRM}: the identifier was removed. */
  public static final Errno EIDRM = of("EIDRM");

  /** {@code ECHRNG}: the channel number is out of range. */
  public static final Errno ECHRNG = of("ECHRNG");

  /** {@code EL2NSYNC}: level 2 is not synchronized. */
  public static final Errno EL2NSYNC = of("EL2NSYNC");

  /** {@code EL3HLT}: level 3 halted. */
  public static final Errno EL3HLT = of("EL3HLT");

  /** {@code EL3RST}: level 3 was reset. */
  public static final Errno EL3RST = of("EL3RST");

  /** {@code ELNRNG}: the link number is out of range. */
  public static final Errno ELNRNG = of("ELNRNG");

  /** {@code EUNATCH}: the protocol driver is not attached. */
  public static final Errno EUNATCH = of("EUNATCH");

  /** {@code ENOCSI}: no CSI structure left. */
  public static final Errno ENOCSI = of("ENOCSI");

  /** {@code EL2HLT}: level 2 halted. */
  public static final Errno EL2HLT = of("EL2HLT");

  /** {@code EBADE}: the exchange is not valid. */
  public static final Errno EBADE = of("EBADE");

  /** {@code EBADR}: the request descriptor is not valid. */
  public static final Errno EBADR = of("EBADR");

  /** {@code EXFULL}: the exchange is full. */
  public static final Errno EXFULL = of("EXFULL");

  /** {@code ENOANO}: no anode. */
  public static final Errno ENOANO = of("ENOANO");

  /** {@code EBADRQC}: the request code is not valid. */
  public static final Errno EBADRQC = of("EBADRQC");

  /** {@code EBADSLT}: the slot is not valid. */
  public static final Errno EBADSLT = of("EBADSLT");

  /** {@code EBFONT}: a bad font file. */
  public static final Errno EBFONT = of("EBFONT");

  /** {@code ENOSTR}: not a stream device. */
  public static final Errno ENOSTR = of("ENOSTR");

  /** {@code ENODATA}: no data. */
  public static final Errno ENODATA = of("ENODATA");

  /** {@code ETIME}: the timer expired. */
  public static final Errno ETIME = of("ETIME");

  /** {@code ENOSR}: out of stream resources. */
  public static final Errno ENOSR = of("ENOSR");

  /** {@code ENONET}: the machine is not on the network. */
  public static final Errno ENONET = of("ENONET");

  /** {@code ENOPKG}: the package is not installed. */
  public static final Errno ENOPKG = of("ENOPKG");

  /** {@code EREMOTE}: the object is remote. */
  public static final Errno EREMOTE = of("EREMOTE");

  /** {@code ENOLINK}: the link was cut. */
  public static final Errno ENOLINK = of("ENOLINK");

  /** {@code EADV}: advertise error. */
  public static final Errno EADV = of("EADV");

  /** {@code ESRMNT}: srmount error. */
  public static final Errno ESRMNT = of("ESRMNT");

  /** {@code ECOMM}: communication failed while sending. */
  public static final Errno ECOMM = of("ECOMM");

  /** {@code EPROTO}: a protocol error. */
  public static final Errno EPROTO = of("EPROTO");

  /** {@code EMULTIHOP}: multihop attempted. */
  public static final Errno EMULTIHOP = of("EMULTIHOP");

  /** {@code EDOTDOT}: an RFS error. */
  public static final Errno EDOTDOT = of("EDOTDOT");

  /** {@code EBADMSG}: a bad message. */
  public static final Errno EBADMSG = of("EBADMSG");

  /** {@code EOVERFLOW}: the value does not fit its type. */
  public static final Errno EOVERFLOW = of("EOVERFLOW");

  /** {@code ENOTUNIQ}: the name is not unique on the network. */
  public static final Errno ENOTUNIQ = of("ENOTUNIQ");

  /** {@code EBADFD}: the descriptor is in a bad state. */
  public static final Errno EBADFD = of("EBADFD");

  /** {@code EREMCHG}: the remote address changed. */
  public static final Errno EREMCHG = of("EREMCHG");

  /** {@code ELIBACC}: a needed shared library cannot be read. */
  public static final Errno ELIBACC = of("ELIBACC");

  /** {@code ELIBBAD}: a shared library is corrupt. */
  public static final Errno ELIBBAD = of("ELIBBAD");

  /** {@code ELIBSCN}: a library section is corrupt. */
  public static final Errno ELIBSCN = of("ELIBSCN");

  /** {@code ELIBMAX}: too many shared libraries. */
  public static final Errno ELIBMAX = of("ELIBMAX");

  /** {@code ELIBEXEC}: a shared library cannot be run. */
  public static final Errno ELIBEXEC = of("ELIBEXEC");

  /** {@code EILSEQ}: not a valid byte sequence. */
  public static final Errno EILSEQ = of("EILSEQ");

  /** {@code ERESTART}: the call should be restarted. */
  public static final Errno ERESTART = of("ERESTART");

  /** {@code ESTRPIPE}: a stream pipe error. */
  public static final Errno ESTRPIPE = of("ESTRPIPE");

  /** {@code EUSERS}: too many users. */
  public static final Errno EUSERS = of("EUSERS");

  /** {@code ENOTSOCK}: not a socket. */
  public static final Errno ENOTSOCK = of("ENOTSOCK");

  /**
   * {@code EDESTADDRREQ}: no destination: the socket is not connected and no address was passed.
   */
  public static final Errno EDESTADDRREQ = of("EDESTADDRREQ");

  /** {@code EMSGSIZE}: the message is too long for one datagram. */
  public static final Errno EMSGSIZE = of("EMSGSIZE");

  /** {@code EPROTOTYPE}: the protocol does not fit the socket type. */
  public static final Errno EPROTOTYPE = of("EPROTOTYPE");

  /** {@code ENOPROTOOPT}: no such option at this level. */
  public static final Errno ENOPROTOOPT = of("ENOPROTOOPT");

  /** {@code EPROTONOSUPPORT}: the protocol is not supported. */
  public static final Errno EPROTONOSUPPORT = of("EPROTONOSUPPORT");

  /** {@code ESOCKTNOSUPPORT}: the socket type is not supported. */
  public static final Errno ESOCKTNOSUPPORT = of("ESOCKTNOSUPPORT");

  /** {@code EOPNOTSUPP}: the socket does not support this operation. */
  public static final Errno EOPNOTSUPP = of("EOPNOTSUPP");

  /** {@code ENOTSUP}: not supported: on Linux an alias of {@link #EOPNOTSUPP}. */
  public static final Errno ENOTSUP = of("ENOTSUP");

  /** {@code EPFNOSUPPORT}: the protocol family is not supported. */
  public static final Errno EPFNOSUPPORT = of("EPFNOSUPPORT");

  /** {@code EAFNOSUPPORT}: the address family is not supported, or not the socket's. */
  public static final Errno EAFNOSUPPORT = of("EAFNOSUPPORT");

  /** {@code EADDRINUSE}: the address is in use. */
  public static final Errno EADDRINUSE = of("EADDRINUSE");

  /** {@code EADDRNOTAVAIL}: the address is not one of this machine, or no port is free. */
  public static final Errno EADDRNOTAVAIL = of("EADDRNOTAVAIL");

  /** {@code ENETDOWN}: the network is down. */
  public static final Errno ENETDOWN = of("ENETDOWN");

  /** {@code ENETUNREACH}: no route to the network. */
  public static final Errno ENETUNREACH = of("ENETUNREACH");

  /** {@code ENETRESET}: the network dropped the connection. */
  public static final Errno ENETRESET = of("ENETRESET");

  /** {@code ECONNABORTED}: the connection ended before it was accepted. */
  public static final Errno ECONNABORTED = of("ECONNABORTED");

  /** {@code ECONNRESET}: the peer reset the connection. */
  public static final Errno ECONNRESET = of("ECONNRESET");

  /** {@code ENOBUFS}: no buffer space. */
  public static final Errno ENOBUFS = of("ENOBUFS");

  /** {@code EISCONN}: the socket is connected already. */
  public static final Errno EISCONN = of("EISCONN");

  /** {@code ENOTCONN}: the socket is not connected. */
  public static final Errno ENOTCONN = of("ENOTCONN");

  /** {@code ESHUTDOWN}: this end was shut down for sending. */
  public static final Errno ESHUTDOWN = of("ESHUTDOWN");

  /** {@code ETOOMANYREFS}: too many references; also too many descriptors in flight, unix(7). */
  public static final Errno ETOOMANYREFS = of("ETOOMANYREFS");

  /** {@code ETIMEDOUT}: the peer did not answer in time. */
  public static final Errno ETIMEDOUT = of("ETIMEDOUT");

  /** {@code ECONNREFUSED}: no socket listens at the address. */
  public static final Errno ECONNREFUSED = of("ECONNREFUSED");

  /** {@code EHOSTDOWN}: the host is down. */
  public static final Errno EHOSTDOWN = of("EHOSTDOWN");

  /** {@code EHOSTUNREACH}: no route to the host. */
  public static final Errno EHOSTUNREACH = of("EHOSTUNREACH");

  /** {@code EALREADY}: an earlier {@code connect} is still in progress. */
  public static final Errno EALREADY = of("EALREADY");

  /** {@code EINPROGRESS}: the connection is being established in the background. */
  public static final Errno EINPROGRESS = of("EINPROGRESS");

  /** {@code ESTALE}: a stale file handle. */
  public static final Errno ESTALE = of("ESTALE");

  /** {@code EUCLEAN}: the structure needs cleaning. */
  public static final Errno EUCLEAN = of("EUCLEAN");

  /** {@code ENOTNAM}: not a XENIX named type file. */
  public static final Errno ENOTNAM = of("ENOTNAM");

  /** {@code ENAVAIL}: no XENIX semaphores. */
  public static final Errno ENAVAIL = of("ENAVAIL");

  /** {@code EISNAM}: a named type file. */
  public static final Errno EISNAM = of("EISNAM");

  /** {@code EREMOTEIO}: remote input or output failed. */
  public static final Errno EREMOTEIO = of("EREMOTEIO");

  /** {@code EDQUOT}: the quota is exceeded. */
  public static final Errno EDQUOT = of("EDQUOT");

  /** {@code ENOMEDIUM}: no medium in the drive. */
  public static final Errno ENOMEDIUM = of("ENOMEDIUM");

  /** {@code EMEDIUMTYPE}: the wrong medium. */
  public static final Errno EMEDIUMTYPE = of("EMEDIUMTYPE");

  /** {@code ECANCELED}: the operation was canceled. */
  public static final Errno ECANCELED = of("ECANCELED");

  /** {@code ENOKEY}: no key. */
  public static final Errno ENOKEY = of("ENOKEY");

  /** {@code EKEYEXPIRED}: the key expired. */
  public static final Errno EKEYEXPIRED = of("EKEYEXPIRED");

  /** {@code EKEYREVOKED}: the key was revoked. */
  public static final Errno EKEYREVOKED = of("EKEYREVOKED");

  /** {@code EKEYREJECTED}: the key was rejected. */
  public static final Errno EKEYREJECTED = of("EKEYREJECTED");

  /** {@code EOWNERDEAD}: the owner died. */
  public static final Errno EOWNERDEAD = of("EOWNERDEAD");

  /** {@code ENOTRECOVERABLE}: the state cannot be recovered. */
  public static final Errno ENOTRECOVERABLE = of("ENOTRECOVERABLE");

  /** {@code ERFKILL}: the radio is switched off. */
  public static final Errno ERFKILL = of("ERFKILL");

  /** {@code EHWPOISON}: a memory page has a hardware error. */
  public static final Errno EHWPOISON = of("EHWPOISON");

  private static Errno of(String cName) {
    return new Errno(Platform.number(cName));
  }

  /**
   * {@code strerror(number)} in the C locale.
   *
   * @return the C library's text, in English
   */
  public String strerror() {
    return NameCalls.strerror(number);
  }

  /** {@return the C name, {@code ECONNREFUSED}, or {@code E} and the number if it has none} */
  @Override
  public String toString() {
    return Platform.errnoName(number);
  }
}
