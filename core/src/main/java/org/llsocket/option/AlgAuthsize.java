package org.llsocket.option;

import java.lang.foreign.MemorySegment;

/** {@code ALG_SET_AEAD_AUTHSIZE}: the number is the size of the value, whose bytes do not count. */
final class AlgAuthsize {
  private static final int MAX = 65_536;

  private AlgAuthsize() {}

  static OptionCodec<Integer> codec() {
    return Codecs.writeOnly(
        Integer.class,
        Ranges.text(0, MAX),
        (value, family) ->
            MemorySegment.ofArray(
                new byte[(int) Ranges.check("ALG_SET_AEAD_AUTHSIZE", value, 0, MAX)]));
  }
}
