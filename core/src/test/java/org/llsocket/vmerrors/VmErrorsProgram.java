package org.llsocket.vmerrors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.testing.Blocked;

/**
 * Walks through all operations, or those that are named, on both kinds of threads, and prints each
 * fault. Arguments: {@code stack} or {@code heap}; how many seconds it may take, 0 for as long as
 * it takes to try every budget; {@code platform}, {@code virtual} or {@code both} kinds of threads;
 * beginnings of names.
 */
final class VmErrorsProgram {
  private static final long STANDS_NANOS = 60_000_000_000L;
  private static final int MOST_HANGING = 8;
  private static final long WARM_UP_NANOS = Long.getLong("llsocket.warmup", 15) * 1_000_000;

  private static int hanging;

  private VmErrorsProgram() {}

  public static void main(String[] args) throws Exception {
    boolean stack = args[0].equals("stack");
    long seconds = Long.parseLong(args[1]);
    List<String> names = List.of(args).subList(3, args.length);
    List<Operation> operations =
        Operation.all().stream()
            .filter(each -> names.isEmpty() || names.stream().anyMatch(each.name()::startsWith))
            .toList();
    keepPoller();
    for (Operation operation : Operation.all()) { // what is loaded once is loaded before
      Walk.alone(operation);
      if (operation.platform()) {
        continue;
      }
      Blocked.startVirtual(
              () -> {
                Walk.alone(operation);
                return 0;
              })
          .get();
    }
    long end = System.nanoTime() + seconds * 1_000_000_000;
    var heap = new HeapSqueeze();
    int walks = 0;
    int faults = 0;
    List<String> clean = new ArrayList<>();
    for (int i = 0; i < operations.size() && hanging < MOST_HANGING; i++) {
      for (boolean virtual : threads(args[2])) {
        if (virtual && operations.get(i).platform()) {
          continue;
        }
        int kinds = threads(args[2]).length;
        int left = kinds * (operations.size() - i) - (virtual ? kinds - 1 : 0);
        long slice = seconds == 0 ? Long.MAX_VALUE : (end - System.nanoTime()) / left;
        if (slice < 0 && virtual == (i % 2 == 0)) {
          continue; // where it is late already, an operation is walked on one kind of thread
        }
        Walk walk =
            walk(
                new Walk(
                    operations.get(i),
                    stack ? new StackSqueeze() : heap,
                    virtual,
                    WARM_UP_NANOS,
                    slice),
                virtual);
        walks++;
        faults += walk.faults();
        walk.report().forEach(System.out::println);
        if (walk.faults() == 0) {
          clean.add(walk.toString());
        }
      }
    }
    clean.forEach(System.out::println);
    int all = threads(args[2]).length * operations.size();
    System.out.println(walks + " of " + all + " walks, " + faults + " faults");
    System.exit(0);
  }

  private static boolean[] threads(String kinds) {
    return switch (kinds) {
      case "platform" -> new boolean[] {false};
      case "virtual" -> new boolean[] {true};
      default -> new boolean[] {false, true};
    };
  }

  /** Has the poller of virtual threads last, whose descriptors would come and go. */
  private static void keepPoller() throws IOException {
    Socket.Pair pair = Socket.pair(SOCK.STREAM);
    Thread.startVirtualThread(() -> {
      try {
        pair.first().recv(ByteBuffer.allocate(1));
      } catch (IOException e) {
        throw new IllegalStateException(pair.toString(), e); // which keeps both reachable
      }
    });
  }

  private static Walk walk(Walk walk, boolean virtual) {
    Thread thread =
        virtual ? Thread.ofVirtual().unstarted(walk) : Thread.ofPlatform().daemon().unstarted(walk);
    thread.start();
    while (!walk.isDone()) {
      LockSupport.parkNanos(1_000_000); // and allocates nothing, for the heap may be full
      if (walk.standsNanos() > STANDS_NANOS) {
        walk.givenUp(thread);
        hanging++;
        break;
      }
    }
    return walk;
  }
}
