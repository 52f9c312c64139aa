package org.llsocket.vmerrors;

/** Leaves a call so much room and no more: on the stack, or on the heap. */
interface Squeeze {
  /** Prepares the thread that is to make the calls; what has been prepared stays. */
  void begin();

  /**
   * Makes the call of a trial.
   *
   * @param room how many units there are
   */
  void run(int room, Trial trial) throws Exception;

  /** Gives back all there is; for the thread that finds that a call does not end. */
  default void end() {}

  /** From unit to unit of a hurried walk. */
  int stride();

  /** After how many calls without an error in a row there is room enough. */
  int enough();
}
