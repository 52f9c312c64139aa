package org.llsocket.internal.lifecycle;

/** A descriptor that the {@link Poller} watches, and who waits for it. */
final class Polled {
  final OwnedFd fd;

  /** Tells the events of this descriptor from those of an earlier one with the same number. */
  final int generation;

  /** 0, or {@code -errno}: it is not watched then. */
  int failure;

  final WaitingThreads readers = new WaitingThreads();
  final WaitingThreads writers = new WaitingThreads();

  Polled(OwnedFd fd, int generation) {
    this.fd = fd;
    this.generation = generation;
  }

  WaitingThreads waiting(boolean sends) {
    return sends ? writers : readers;
  }

  void signalAll() {
    readers.signal();
    writers.signal();
  }
}
