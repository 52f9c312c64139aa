package org.llsocket.vmerrors;

import org.jspecify.annotations.Nullable;

/** Calls in a heap that is full but for some objects of 16 bytes. */
final class HeapSqueeze implements Squeeze {
  /** For the JVM: a small heap, so that it is soon filled. */
  static final String[] OPTIONS = {"-Xmx12m", "-Xmn2m", "-XX:+UseSerialGC"};

  private static final int BLOCK = 1 << 16;
  private static final int FREE_BLOCKS = 40; // for what is done between the calls
  private static final int SMALL_BLOCK = 16384;
  private static final long NEARLY_FULL = 32 << 10;

  /** Of the size of a unit; the chain is never read, but kept. */
  private record Node(@Nullable Node next) {}

  /** Of bytes, which the collector does not trace. */
  @SuppressWarnings("ArrayRecordComponent") // it is there to be large
  private record Block(byte[] bytes, @Nullable Block next) {
    Block(int size, @Nullable Block next) {
      this(new byte[size], next);
    }
  }

  private volatile @Nullable Block always;
  private @Nullable Block blocks;
  private @Nullable Node nodes;
  private @Nullable Node spare;

  @Override
  public void begin() {
    if (always != null) {
      return;
    }
    try {
      while (true) {
        always = new Block(BLOCK, always);
      }
    } catch (OutOfMemoryError full) {
      Block first = always;
      for (int i = 0; i < FREE_BLOCKS && first != null; i++) {
        first = first.next;
      }
      always = first;
    }
  }

  @Override
  public void end() {
    always = null;
    blocks = null;
    nodes = null;
    spare = null;
  }

  @Override
  public void run(int budget, Trial trial) throws Exception {
    for (int i = 0; i < budget; i++) {
      spare = new Node(spare);
    }
    fill();
    spare = null;
    try {
      trial.run();
    } finally {
      blocks = null;
      nodes = null;
    }
  }

  private void fill() {
    fillBlocks();
    try {
      while (true) {
        nodes = new Node(nodes);
      }
    } catch (OutOfMemoryError full) {
      return; // and the caller gives back what it has spared
    }
  }

  private void fillBlocks() {
    Runtime runtime = Runtime.getRuntime();
    try {
      while (runtime.freeMemory() > NEARLY_FULL) {
        blocks = new Block(SMALL_BLOCK, blocks);
      }
    } catch (OutOfMemoryError none) {
      return; // of that size
    }
  }

  @Override
  public int stride() {
    return 8;
  }

  @Override
  public int enough() {
    return 4;
  }
}
