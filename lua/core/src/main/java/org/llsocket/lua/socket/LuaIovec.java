package org.llsocket.lua.socket;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The userdata {@code iovec}: strings to write, or room to read into. */
public final class LuaIovec {
  /** How many elements it can have: IOV_MAX of {@code <limits.h>}. */
  public static final int MAX = 1024;

  final List<byte[]> elements = new ArrayList<>();

  /** How many bytes the elements have. */
  long bytes() {
    long bytes = 0;
    for (byte[] element : elements) {
      bytes += element.length;
    }
    return bytes;
  }

  /**
   * The elements, or a range of their bytes; what is put into the buffers is theirs.
   *
   * @param offset how many bytes to leave out
   * @param count how many bytes at most
   */
  ByteBuffer[] buffers(long offset, long count) {
    List<ByteBuffer> buffers = new ArrayList<>();
    long skip = offset;
    long left = count;
    for (byte[] element : elements) {
      int from = (int) Math.min(skip, element.length);
      int size = (int) Math.min(left, element.length - from);
      skip -= from;
      left -= size;
      if (size > 0) {
        buffers.add(ByteBuffer.wrap(element, from, size));
      }
    }
    return buffers.toArray(ByteBuffer[]::new);
  }
}
