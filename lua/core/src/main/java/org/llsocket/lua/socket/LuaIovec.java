package org.llsocket.lua.socket;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The userdata {@code iovec}: strings to write, or buffers to read into. */
public final class LuaIovec {
  /** The maximum number of elements: IOV_MAX of {@code <limits.h>}. */
  public static final int MAX = 1024;

  final List<byte[]> elements = new ArrayList<>();

  /** The total number of bytes. */
  long bytes() {
    long bytes = 0;
    for (byte[] element : elements) {
      bytes += element.length;
    }
    return bytes;
  }

  /**
   * Views of the elements, or of a range of their bytes.
   *
   * @param offset the number of bytes to skip
   * @param count the maximum number of bytes
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
