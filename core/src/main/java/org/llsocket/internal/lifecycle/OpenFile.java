package org.llsocket.internal.lifecycle;

/**
 * What the descriptors of one open file share (an open file description, open(2)), as far as this
 * library has to know it before a call: whether and how long calls wait. Kept up by whoever changes
 * it through this library; what others change is not seen.
 */
public final class OpenFile {
  private volatile boolean nonblock;
  private volatile boolean lowWater;
  private volatile boolean plainTcp;
  private volatile boolean lingers;
  private volatile Timeouts timeouts = Timeouts.NONE;
  private volatile int failure; // -errno; taken under this

  /** In nanoseconds; most files have none, and there are many files. */
  private record Timeouts(long receive, long send) {
    static final Timeouts NONE = new Timeouts(0, 0);
  }

  /** A file whose calls wait, unless {@code nonblock}, without a limit. */
  public OpenFile(boolean nonblock) {
    this.nonblock = nonblock;
  }

  /** Whether {@code O_NONBLOCK} is set. */
  public boolean nonblock() {
    return nonblock;
  }

  public void nonblock(boolean enabled) {
    nonblock = enabled;
  }

  /** Whether {@code SO_RCVLOWAT} is over 1, so that a receive has to wait for more than a byte. */
  public boolean lowWater() {
    return lowWater;
  }

  public void lowWater(boolean set) {
    lowWater = set;
    if (set) {
      plainTcp = false; // before Linux 4.18 no poller hears of the mark sinking below what has come
    }
  }

  /**
   * Whether this is TCP with nothing on top, and never had a low-water mark, was repaired or had
   * its urgent data taken: a receive that leaves room in its buffer has then taken all there was,
   * or a poller tells why not.
   */
  public boolean plainTcp() {
    return plainTcp;
  }

  public void plainTcp(boolean set) {
    plainTcp = set;
  }

  /** Whether {@code SO_LINGER} has the last close wait for what is being sent. */
  public boolean lingers() {
    return lingers;
  }

  public void lingers(boolean set) {
    lingers = set;
  }

  /**
   * Urgent data is about to be taken. A receive stops at its mark all the same, of which a poller
   * that looks only then hears nothing.
   */
  public void takesUrgent() {
    plainTcp = false;
  }

  /**
   * Keeps the {@code -errno} that ended a call which had moved bytes, for the next call: the kernel
   * tells it once, and after it an end of the stream that looks orderly.
   */
  public void keepFailure(int kept) {
    failure = kept;
  }

  /** Whether one is kept. */
  public boolean keepsFailure() {
    return failure != 0;
  }

  /** What was kept, and keeps it no more; 0 for nothing. */
  public synchronized int takeFailure() {
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
    return lowWater || timeouts.receive != 0 || timeouts.send != 0;
  }

  /** When a call that begins now has waited long enough. */
  public long deadline(boolean sends) {
    long nanos = sends ? timeouts.send : timeouts.receive;
    return nanos == 0 ? Deadline.NONE : Deadline.inNanos(nanos);
  }
}
