package org.llsocket.option;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct sock_filter { __u16 code; __u8 jt; __u8 jf; __u32 k; }}: one instruction of a
 * classic BPF program, as printed by {@code tcpdump -ddd}; immutable.
 *
 * @param code the operation
 * @param jt how many instructions to skip if a comparison is true
 * @param jf how many instructions to skip if it is false
 * @param k the operand
 * @see <a href="https://docs.kernel.org/networking/filter.html">Linux Socket Filtering</a>
 */
public record SockFilter(int code, int jt, int jf, long k) {
  private static final String TAG = "sock_filter";
  private static final String PROGRAM = "sock_fprog";
  private static final int SIZE = Fields.size(TAG);
  private static final int MAX = Platform.number("BPF_MAXINSNS");
  private static final String RANGE = "1–" + MAX + " instructions";

  /** {@code struct sock_fprog { unsigned short len; struct sock_filter *filter; }}, set-only. */
  static OptionCodec<List<SockFilter>> program(String name) {
    return Codecs.writeOnly(Codecs.listOf(), RANGE, (value, family) -> encode(name, value));
  }

  /**
   * Checks the fields.
   *
   * @throws IllegalArgumentException if a value does not fit its field
   */
  public SockFilter {
    Ranges.check("code", code, 0, 0xffff);
    Ranges.check("jt", jt, 0, 0xff);
    Ranges.check("jf", jf, 0, 0xff);
    Ranges.check("k", k, 0, Ranges.MAX_UNSIGNED);
  }

  private static MemorySegment encode(String name, List<SockFilter> given) {
    List<SockFilter> program = List.copyOf(given); // a copy, because its size must not change
    Ranges.check(name + " in instructions", program.size(), 1, MAX);
    int head = Fields.size(PROGRAM);
    MemorySegment block =
        Arena.ofAuto().allocate(head + (long) SIZE * program.size(), JAVA_LONG.byteAlignment());
    MemorySegment instructions = block.asSlice(head);
    for (int i = 0; i < program.size(); i++) {
      SockFilter instruction = program.get(i);
      new Fields(TAG, instructions.asSlice((long) SIZE * i, SIZE))
          .set("code", instruction.code)
          .set("jt", instruction.jt)
          .set("jf", instruction.jf)
          .set("k", instruction.k);
    }
    return new Fields(PROGRAM, block.asSlice(0, head))
        .set("len", program.size())
        .set("filter", instructions.address())
        .memory();
  }

  /** An array of {@code struct sock_filter}, read-only. */
  record Instructions() implements OptionCodec<List<SockFilter>> {
    @Override
    public Class<List<SockFilter>> type() {
      return Codecs.listOf();
    }

    @Override
    public int size() {
      return MAX * SIZE;
    }

    @Override
    public int least() {
      return 0; // no filter
    }

    @Override
    public MemorySegment encode(List<SockFilter> value, int family) {
      throw new IllegalArgumentException("a program is set by SO_ATTACH_FILTER");
    }

    @Override
    public List<SockFilter> decode(MemorySegment bytes, int family) {
      List<SockFilter> program = new ArrayList<>();
      for (long at = 0; at < bytes.byteSize(); at += SIZE) {
        var fields = new Fields(TAG, bytes.asSlice(at, SIZE));
        program.add(
            new SockFilter(
                fields.getInt("code"), fields.getInt("jt"), fields.getInt("jf"), fields.get("k")));
      }
      return List.copyOf(program);
    }
  }
}
