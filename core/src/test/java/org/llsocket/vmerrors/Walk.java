package org.llsocket.vmerrors;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One operation with a limited budget: each call has a little more than the one before, until there
 * is enough. Whatever a call meets, its operands can be closed, no descriptor is left, who waits on
 * them is woken, and the next call on others works.
 */
final class Walk implements Runnable {
  private static final int MOST_FAULTS = 6;

  /** A thread that waits is of the one kind, then of the other. */
  private static final int READS_EVERY = 3;

  private final Operation operation;
  private final Squeeze squeeze;
  private final boolean virtual;
  private final long warmUpNanos;
  private final long endNanos; // of the time there is, for what is not the first pass
  private final boolean full;

  private final TreeMap<String, List<Integer>> faults = new TreeMap<>();
  private Descriptors descriptors = new Descriptors();
  private int steps;
  private int errors;
  private volatile int budget;
  private volatile String doing = "warms up";
  private volatile long since = System.nanoTime();
  private volatile boolean done;

  Walk(Operation operation, Squeeze squeeze, boolean virtual, long warmUpNanos, long sliceNanos) {
    this.operation = operation;
    this.squeeze = squeeze;
    this.virtual = virtual;
    this.warmUpNanos = warmUpNanos;
    full = sliceNanos == Long.MAX_VALUE;
    endNanos = full ? Long.MAX_VALUE : System.nanoTime() + sliceNanos;
  }

  @Override
  public void run() {
    try {
      warmUp();
      squeeze.begin();
      descriptors = new Descriptors();
      walk();
    } catch (Throwable t) {
      fault("the walk failed while it " + doing, t);
    } finally {
      done = true;
    }
  }

  private void warmUp() throws Exception {
    long end = System.nanoTime() + warmUpNanos;
    do {
      alone(operation);
    } while (System.nanoTime() < end);
    try (Trial trial = operation.prepare()) {
      trial.run();
      readAndClose(trial, null); // loads what the checks need
    }
  }

  /** The operation as always, with fresh operands. */
  static void alone(Operation operation) throws Exception {
    try (Trial trial = operation.prepare()) {
      trial.run();
      trial.check(false);
    }
  }

  private void walk() throws Exception {
    int stride = full ? 1 : squeeze.stride();
    int end = firstPass(stride);
    for (int width = stride; width > 1; width /= 2) {
      for (int at = width / 2; at < end; at += width) {
        if (System.nanoTime() > endNanos || faults.size() >= MOST_FAULTS) {
          return;
        }
        step(at);
      }
    }
  }

  private int firstPass(int stride) throws Exception {
    int fine = 0;
    int at = Math.floorMod(operation.name().hashCode(), stride); // for each another place
    int width = stride;
    while (fine < squeeze.enough() && faults.size() < MOST_FAULTS) {
      fine = step(at) ? 0 : fine + width;
      at += width;
      if (System.nanoTime() > endNanos) {
        width *= 2;
      }
    }
    return at;
  }

  private void note(String what) {
    doing = what;
    since = System.nanoTime();
  }

  /** Whether the call met an error of the virtual machine. */
  private boolean step(int units) throws Exception {
    budget = units;
    steps++;
    note("prepares");
    descriptors.begin();
    Throwable thrown = null;
    Trial trial = operation.prepare();
    note("calls");
    try {
      squeeze.run(units, trial);
    } catch (Throwable t) {
      thrown = t;
    }
    note("checks");
    boolean met = thrown instanceof VirtualMachineError;
    if (thrown != null && !met) {
      fault("threw " + thrown, thrown);
    }
    errors += met ? 1 : 0;
    try {
      trial.check(thrown != null);
    } catch (Throwable t) {
      fault("afterwards " + t, thrown);
    }
    readAndClose(trial, thrown);
    List<String> left = descriptors.left();
    if (!left.isEmpty()) {
      System.gc();
      String whose = descriptors.isMore() ? "left open " : "left to the collector ";
      fault(whose + kinds(left), thrown);
    }
    note("calls again with budget");
    try {
      alone(operation);
    } catch (Throwable t) {
      fault("the next call failed with " + t, thrown);
    }
    return met;
  }

  private static String kinds(List<String> left) {
    return left.stream().map(each -> each.replaceAll("\\d+", "N")).sorted().toList().toString();
  }

  /** Closes the operands while a thread waits on one of them, if that can be. */
  private void readAndClose(Trial trial, @Nullable Throwable thrown) {
    note("closes");
    Reader reader = null;
    try {
      trial.closeResult();
      boolean reads = full || steps % READS_EVERY == 0;
      reader = reads ? Reader.start(steps / READS_EVERY % 2 == 0, trial) : null;
    } catch (Throwable t) {
      fault("what it returned cannot be closed: " + t, thrown);
    }
    try {
      trial.close();
    } catch (Throwable t) {
      fault("close of an operand: " + t, thrown);
    }
    if (reader != null && !reader.hasEnded()) {
      fault(reader + " still waits after the close", thrown);
    }
  }

  private void fault(String what, @Nullable Throwable cause) {
    StringBuilder text = new StringBuilder(what);
    if (cause != null) {
      text.append("; ").append(cause.getClass().getSimpleName()).append(" in ");
      text.append(String.join(" < ", where(cause.getStackTrace())));
    }
    synchronized (faults) {
      faults.computeIfAbsent(text.toString(), _ -> new ArrayList<>()).add(budget);
    }
  }

  /** The frames at the top, down to the public method. */
  private static List<String> where(StackTraceElement[] trace) {
    List<String> frames = new ArrayList<>();
    Set<String> tests = Set.of("vmerrors", "testing");
    for (StackTraceElement frame : trace) {
      String[] parts = frame.getClassName().split("\\.", -1);
      if (tests.contains(parts[parts.length - 2]) || frames.size() > 14) {
        break;
      }
      frames.add(parts[parts.length - 1] + "." + frame.getMethodName());
    }
    return frames;
  }

  // ---- for the thread that watches

  boolean isDone() {
    return done;
  }

  /** How long it has been doing the same. */
  long standsNanos() {
    return System.nanoTime() - since;
  }

  /** Notes that it will never end. */
  void givenUp(Thread thread) {
    squeeze.end();
    var where = new Throwable();
    where.setStackTrace(thread.getStackTrace());
    fault("does not end: it still " + doing + " with budget " + budget, where);
  }

  int faults() {
    synchronized (faults) {
      return faults.size();
    }
  }

  @Override
  public String toString() {
    return operation.name()
        + (virtual ? ", virtual: " : ", platform: ")
        + steps
        + " calls, "
        + errors
        + " errors";
  }

  List<String> report() {
    List<String> lines = new ArrayList<>();
    synchronized (faults) {
      faults.forEach(
          (what, budgets) -> lines.add("FAULT " + this + ": with budget " + budgets + " " + what));
    }
    return lines;
  }
}
