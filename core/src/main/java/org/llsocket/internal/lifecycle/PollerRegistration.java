package org.llsocket.internal.lifecycle;

/** The registration of a descriptor with the {@link Poller}, and the threads that wait for it. */
final class PollerRegistration extends EpollRegistration {
  /** Distinguishes the events of this registration from those of an earlier one of the same fd. */
  final int generation;

  /** The fd that the epoll watches; -1 until {@link Poller#add}. */
  int number = -1;

  final Waiters readers = new Waiters();
  final Waiters writers = new Waiters();

  private final WaitableFd fd;
  private final Poller poller;

  /** The stream has ended, failed, or has urgent data in it: none of these has another signal. */
  volatile boolean ending;

  private boolean ended;

  PollerRegistration(Poller poller, WaitableFd fd, int generation) {
    super(poller);
    this.poller = poller;
    this.fd = fd;
    this.generation = generation;
  }

  Waiters waiting(boolean sends) {
    return sends ? writers : readers;
  }

  /** The registration did not begin. */
  void drop() {
    poller.drop(this);
  }

  /** True the first time. The caller holds the lock of the poller's class. */
  boolean end() {
    boolean first = !ended;
    ended = true;
    return first;
  }

  @Override
  protected int register(CallFrame frame) {
    return poller.add(this, fd.watchedNumber(), frame);
  }

  @Override
  protected void deregister(CallFrame frame) {
    poller.remove(this, frame.errno);
    readers.signal();
    writers.signal();
  }
}
