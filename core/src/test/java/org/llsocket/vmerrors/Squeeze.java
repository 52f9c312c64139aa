package org.llsocket.vmerrors;

/** Limits what a call has left of the stack or of the heap. */
interface Squeeze {
  /** Prepares the thread that is to make the calls; what has been prepared stays. */
  void begin();

  /**
   * Makes the call of a trial.
   *
   * @param budget the units that are left
   */
  void run(int budget, Trial trial) throws Exception;

  /** Gives back all there is; for the thread that finds that a call does not end. */
  default void end() {}

  /** From unit to unit of a hurried walk. */
  int stride();

  /** The number of calls in a row without an error after which the budget is enough. */
  int enough();
}
