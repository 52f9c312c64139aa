package org.llsocket.internal.lifecycle;

/** A descriptor that the {@link Poller} watches, and who waits for it. */
final class PollerRegistration extends EpollRegistration {
  final OwnedFd fd;

  /** Tells the events of this descriptor from those of an earlier one with the same number. */
  final int generation;

  final Waiters readers = new Waiters();
  final Waiters writers = new Waiters();

  private final Poller poller;
  private volatile boolean ending;
  private boolean ended;

  PollerRegistration(Poller poller, OwnedFd fd, int generation) {
    super(poller);
    this.poller = poller;
    this.fd = fd;
    this.generation = generation;
  }

  Waiters waiting(boolean sends) {
    return sends ? writers : readers;
  }

  /** The stream has ended, failed, or has urgent data in it, of which there is no other signal. */
  void ending() {
    ending = true;
  }

  boolean isEnding() {
    return ending;
  }

  /** It never began. */
  void drop() {
    poller.drop(this);
  }

  /** True the first time. The caller has the lock of the poller's class. */
  boolean end() {
    boolean first = !ended;
    ended = true;
    return first;
  }

  @Override
  protected int begin(CallFrame frame) {
    return poller.add(this, frame.errno);
  }

  @Override
  protected void end(CallFrame frame) {
    poller.forget(this, frame.errno);
    readers.signal();
    writers.signal();
  }
}
