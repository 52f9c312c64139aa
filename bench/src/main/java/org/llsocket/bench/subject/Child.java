package org.llsocket.bench.subject;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * The process in which a Java peer runs. It has the same protocol as the C programs: it prints
 * {@code ready ADDRESS}, answers {@code go MILLIS} and {@code stat}, and exits at the end of its
 * input.
 */
public final class Child {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final long TOO_SHORT_NS = 500_000;

  private Child() {}

  /**
   * Runs one workload.
   *
   * @param args the peer, then {@link Args}
   */
  public static void main(String[] args) throws Exception {
    List<String> words = Arrays.asList(args);
    Peer peer =
        Peer.ALL.stream()
            .filter(each -> each.name().equals(words.getFirst()))
            .findAny()
            .orElseThrow(() -> new IllegalArgumentException("no peer " + words.getFirst()));
    Args given = Args.of(words.subList(1, words.size()));
    Peer.Maker maker = peer.works().get(given.work());
    if (maker == null) {
      throw new IllegalArgumentException(peer.name() + " has no workload " + given.work());
    }
    Workload work = maker.make(given);
    try (var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      converse(work, in);
    }
    Runtime.getRuntime().halt(0);
  }

  private static void converse(Workload work, BufferedReader in) throws Exception {
    switch (work) {
      case Workload.Service(String address, Workload.Serving serving) -> {
        Thread.ofPlatform().name("server").start(() -> serve(serving));
        System.out.println("ready " + address);
      }
      case Workload.Loop _ -> System.out.println("ready -");
    }
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("go ") && work instanceof Workload.Loop loop) {
        System.out.println(measured(loop, Long.parseLong(line.substring(3))));
      } else if (line.equals("stat")) {
        System.out.println("result allocated=" + THREADS.getTotalThreadAllocatedBytes());
      } else if (line.equals("heap")) {
        System.out.println("result heap=" + usedHeap());
      } else {
        throw new IOException("unknown request: " + line);
      }
    }
  }

  private static String measured(Workload.Loop loop, long millis) throws Exception {
    long wanted = millis * 1_000_000;
    long batch = 1;
    long done = 0;
    long allocated = THREADS.getTotalThreadAllocatedBytes();
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    long last = start;
    long now;
    do {
      loop.run(batch);
      done += batch;
      now = System.nanoTime();
      if (now - last < TOO_SHORT_NS) {
        batch *= 2;
      }
      last = now;
    } while (now - start < wanted);
    cpu = SYSTEM.getProcessCpuTime() - cpu;
    allocated = THREADS.getTotalThreadAllocatedBytes() - allocated;
    return "result ops=%d ns=%d cpu=%d allocated=%d".formatted(done, now - start, cpu, allocated);
  }

  /** The size of the reachable objects, in bytes. */
  private static long usedHeap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void serve(Workload.Serving serving) {
    try {
      serving.serve();
    } catch (Exception e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }
}
