package org.llsocket.bench.subject;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Serving in a virtual thread. */
final class Virtual {
  private Virtual() {}

  /** Serves in a virtual thread, and ends as that ends. */
  static void run(Work.Serving serving) throws Exception {
    var task =
        new FutureTask<>(
            (Callable<Void>)
                () -> {
                  serving.serve();
                  throw new IllegalStateException("it served to the end");
                });
    Thread.ofVirtual().start(task);
    task.get();
  }
}
