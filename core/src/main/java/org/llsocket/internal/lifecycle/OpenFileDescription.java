package org.llsocket.internal.lifecycle;

import org.llsocket.internal.platform.Platform;

/**
 * An open file description (open(2)): what duplicates of a descriptor share, as far as this library
 * has to know it before a call: whether and how long calls wait. Changes through this library are
 * noted here; changes by other code are not noticed.
 */
public sealed class OpenFileDescription permits ExclusiveFile {
  private static final int AF_INET = Platform.number("AF_INET");
  private static final int AF_INET6 = Platform.number("AF_INET6");
  private static final int SOCK_STREAM = Platform.number("SOCK_STREAM");
  private static final int SOCK_SEQPACKET = Platform.number("SOCK_SEQPACKET");

  // Set once.
  private static final int SOCKET = 1;
  private static final int INTERNET = 1 << 1;
  private static final int STREAM = 1 << 2;
  private static final int SEQPACKET = 1 << 3;

  // Changes.
  private static final int NONBLOCK = 1 << 4;
  private static final int LOW_WATER = 1 << 5;
  private static final int PLAIN_TCP = 1 << 6;
  private static final int LINGERS = 1 << 7;

  private static final int FAMILY_SHIFT = 8; // a byte each: Linux has 46 families and 7 types
  private static final int TYPE_SHIFT = 16;

  private volatile int flags; // written under this
  private volatile Timeouts timeouts = Timeouts.NONE;
  private volatile int failure; // -errno; taken under this

  /** In nanoseconds. An object of its own, because most files have no timeouts. */
  private record Timeouts(long receive, long send) {
    static final Timeouts NONE = new Timeouts(0, 0);
  }

  /** A file that is not a socket, whose calls wait unless {@code nonblock}. */
  public OpenFileDescription(boolean nonblock) {
    flags = nonblock ? NONBLOCK : 0;
  }

  /** A socket of an address family and a type of socket(2), without flags. */
  public OpenFileDescription(boolean nonblock, int family, int type) {
    int is = SOCKET | (nonblock ? NONBLOCK : 0);
    is |= family == AF_INET || family == AF_INET6 ? INTERNET : 0;
    is |= type == SOCK_STREAM ? STREAM : 0;
    is |= type == SOCK_SEQPACKET ? SEQPACKET : 0;
    flags = is | (family & 0xff) << FAMILY_SHIFT | (type & 0xff) << TYPE_SHIFT;
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }

  private synchronized void set(int flag, boolean on) {
    flags = on ? flags | flag : flags & ~flag;
  }

  /** The address family of a socket. */
  public int family() {
    return flags >>> FAMILY_SHIFT & 0xff;
  }

  /** The type of a socket, without flags. */
  public int type() {
    return flags >>> TYPE_SHIFT & 0xff;
  }

  public boolean isSocket() {
    return has(SOCKET);
  }

  /** Whether it is a socket of IPv4 or IPv6. */
  public boolean isInternet() {
    return has(INTERNET);
  }

  /** Whether it is a socket of SOCK_STREAM. */
  public boolean isStream() {
    return has(STREAM);
  }

  /** Whether {@code MSG_TRUNC} makes a receive discard the bytes, as on TCP. */
  public boolean isInternetStream() {
    return (flags & (INTERNET | STREAM)) == (INTERNET | STREAM);
  }

  public boolean isSeqpacket() {
    return has(SEQPACKET);
  }

  /** Whether a read of 0 bytes into a buffer with space means the end. */
  public boolean zeroIsEof() {
    return (flags & (SOCKET | STREAM | SEQPACKET)) != SOCKET;
  }

  /**
   * Whether a receive of no bytes, with {@code controllen} bytes of control data, is the end: an
   * empty packet can carry control data, the end of a sequence of packets carries none.
   */
  public boolean ends(long controllen) {
    return isStream() || (controllen == 0 && isSeqpacket());
  }

  /** Whether {@code O_NONBLOCK} is set. */
  public boolean nonblock() {
    return has(NONBLOCK);
  }

  public void nonblock(boolean enabled) {
    set(NONBLOCK, enabled);
  }

  /** Whether {@code SO_RCVLOWAT} is over 1, so that a receive has to wait for more than a byte. */
  public boolean lowWater() {
    return has(LOW_WATER);
  }

  public void lowWater(boolean on) {
    set(LOW_WATER, on);
    if (on) {
      plainTcp(false); // before Linux 4.18 lowering the mark to what has arrived gives no signal
    }
  }

  /**
   * Whether this is TCP with nothing on top, and never had a low-water mark, was repaired or had
   * its urgent data taken: a receive that does not fill its buffer has then taken all there was, or
   * a poller is notified of why not.
   */
  public boolean plainTcp() {
    return has(PLAIN_TCP);
  }

  public void plainTcp(boolean on) {
    set(PLAIN_TCP, on);
  }

  /** Whether {@code SO_LINGER} has the last close wait for what is being sent. */
  public boolean lingers() {
    return has(LINGERS);
  }

  public void lingers(boolean on) {
    set(LINGERS, on);
  }

  /**
   * Urgent data is about to be taken. A later receive still stops at its mark, and the poller gets
   * no signal for the data behind it.
   */
  public void takesUrgent() {
    plainTcp(false);
  }

  /**
   * Keeps the {@code -errno} that ended a call after it had moved bytes, for the next call: the
   * kernel reports it once, and afterwards an end of the stream that looks orderly.
   */
  public void keepFailure(int kept) {
    failure = kept;
  }

  /** Whether an error is kept. */
  public boolean keepsFailure() {
    return failure != 0;
  }

  /** Returns the kept {@code -errno} and clears it; 0 if there is none. */
  public int takeFailure() {
    return keepsFailure() ? takeKept() : 0;
  }

  private synchronized int takeKept() {
    int kept = failure;
    failure = 0;
    return kept;
  }

  /** {@code SO_RCVTIMEO} or {@code SO_SNDTIMEO} in nanoseconds; 0 for none. */
  public synchronized void timeout(boolean sends, long nanos) {
    timeouts = sends ? new Timeouts(timeouts.receive, nanos) : new Timeouts(nanos, timeouts.send);
  }

  /** Whether an option decides how long calls wait. */
  public boolean limitsWaits() {
    return lowWater() || timeouts.receive != 0 || timeouts.send != 0;
  }

  /** When the timeout of a call that begins now passes. */
  public long deadline(boolean sends) {
    long nanos = sends ? timeouts.send : timeouts.receive;
    return nanos == 0 ? Deadline.NONE : Deadline.inNanos(nanos);
  }
}
