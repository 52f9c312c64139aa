package org.llsocket.vmerrors;

/** Calls at the end of the thread's stack; a unit is a frame of {@link #down}. */
final class StackSqueeze implements Squeeze {
  /** For the JVM: a method that is compiled at some time would have frames of two sizes. */
  static final String[] OPTIONS = {
    "-XX:CompileCommand=quiet",
    "-XX:CompileCommand=exclude,org.llsocket.vmerrors.StackSqueeze::down",
    "-XX:ThreadStackSize=256",
    "-XX:MaxJavaStackTraceDepth=32"
  };

  private static final Trial NONE = new Trial();

  private int left;
  private int deepest;

  @Override
  public void begin() {
    deepest = Integer.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      try {
        down(Integer.MAX_VALUE, NONE);
      } catch (StackOverflowError expected) {
        deepest = Math.min(deepest, Integer.MAX_VALUE - left);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void run(int budget, Trial trial) throws Exception {
    down(deepest - budget, trial);
  }

  private void down(int frames, Trial trial) throws Exception {
    left = frames;
    if (frames > 0) {
      down(frames - 1, trial);
    } else {
      trial.run();
    }
  }

  @Override
  public int stride() {
    return 8;
  }

  @Override
  public int enough() {
    return 24;
  }
}
