package org.llsocket.vmerrors;

import java.util.List;
import java.util.stream.Stream;

/**
 * A public call that makes system calls.
 *
 * @param name the method, and what is special about its operands
 * @param preparation makes new operands for each trial
 * @param platform whether only platform threads can make it
 */
record Operation(String name, Preparation preparation, boolean platform) {
  /** Makes the operands of one trial and gives the call. */
  interface Preparation {
    Trial.Call in(Trial trial) throws Exception;
  }

  /** All of them. */
  static List<Operation> all() {
    return Stream.of(
            SocketOperations.ALL,
            DescriptorOperations.ALL,
            TransferOperations.ALL,
            MessageOperations.ALL,
            PollOperations.ALL,
            RingOperations.ALL,
            LoopOperations.ALL,
            NameOperations.ALL)
        .flatMap(List::stream)
        .toList();
  }

  static Operation op(String name, Preparation preparation) {
    return new Operation(name, preparation, false);
  }

  static Operation onPlatform(String name, Preparation preparation) {
    return new Operation(name, preparation, true);
  }

  Trial prepare() throws Exception {
    var trial = new Trial();
    boolean prepared = false;
    try {
      trial.call = preparation.in(trial);
      prepared = true;
      return trial;
    } finally {
      if (!prepared) {
        trial.close();
      }
    }
  }
}
