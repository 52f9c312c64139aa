package org.llsocket.bench.subject;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Runs a server in a virtual thread. */
final class VirtualThreadServer {
  private VirtualThreadServer() {}

  /** Serves in a virtual thread, and throws the exception that ends it. */
  static void run(Workload.Serving serving) throws Exception {
    var task =
        new FutureTask<>(
            (Callable<Void>)
                () -> {
                  serving.serve();
                  throw new IllegalStateException("the server returned");
                });
    Thread.ofVirtual().start(task);
    task.get();
  }
}
