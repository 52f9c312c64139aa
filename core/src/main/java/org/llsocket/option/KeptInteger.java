package org.llsocket.option;

import java.util.function.IntFunction;

/**
 * Boxes ints, and keeps the last object: an option that is read again and again mostly has the same
 * value. A race loses an object, which makes no difference.
 */
final class KeptInteger implements IntFunction<Integer> {
  private Integer last = 0;

  @Override
  public Integer apply(int value) {
    Integer kept = last;
    if (kept != value) {
      kept = value;
      last = kept;
    }
    return kept;
  }
}
