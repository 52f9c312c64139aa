package org.llsocket.capture;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llsocket.option.SockFilter;

/**
 * {@code struct sock_fprog}: a classic BPF program, which decides for each packet how many of its
 * bytes are kept; immutable, and checked by the rules of the kernel.
 *
 * <pre>{@code
 * BpfProgram arp = BpfProgram.assembler()
 *     .ldh(12)
 *     .jeq(ETH.P_ARP, "keep", "drop")
 *     .label("keep").ret(0xffff)
 *     .label("drop").ret(0)
 *     .build();
 * socket.set(SO.ATTACH_FILTER, arp.instructions());
 * }</pre>
 *
 * <p>{@link PcapFilter} compiles programs from expressions such as {@code tcp port 80}.
 *
 * @see <a href="https://docs.kernel.org/networking/filter.html">Linux Socket Filtering</a>
 */
public final class BpfProgram {
  private final List<SockFilter> instructions;

  private BpfProgram(List<SockFilter> instructions) {
    this.instructions = instructions;
  }

  /**
   * A program of these instructions.
   *
   * @param instructions 1–4096; every jump leads forwards to an instruction, and the last one is a
   *     return
   * @throws IllegalArgumentException naming the instruction and the rule that it breaks: what the
   *     kernel refuses with EINVAL
   */
  public static BpfProgram of(List<SockFilter> instructions) {
    List<SockFilter> copy = List.copyOf(instructions);
    new BpfCheck(copy).check();
    return new BpfProgram(copy);
  }

  /**
   * A program in the form that {@code tcpdump -ddd} prints: the number of instructions, then code,
   * jt, jf and k of each in decimal, separated by white space.
   *
   * @throws IllegalArgumentException if the text has another form, or as {@link #of}
   */
  public static BpfProgram parse(String text) {
    String[] words = text.strip().split("\\s+", -1);
    List<SockFilter> program = new ArrayList<>();
    try {
      long count = Long.parseLong(words[0]);
      if (words.length != 1 + 4 * count) {
        throw new IllegalArgumentException(
            count + " instructions are announced, and " + (words.length - 1) + " numbers follow");
      }
      for (int i = 1; i < words.length; i += 4) {
        program.add(
            new SockFilter(
                Integer.parseInt(words[i]),
                Integer.parseInt(words[i + 1]),
                Integer.parseInt(words[i + 2]),
                Long.parseLong(words[i + 3])));
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "not a program as tcpdump -ddd prints it: " + e.getMessage(), e);
    }
    return of(program);
  }

  /** An assembler of programs, with labels as the targets of jumps. */
  public static BpfAssembler assembler() {
    return new BpfAssembler();
  }

  /** The instructions, for {@link org.llsocket.option.SO#ATTACH_FILTER} and its like. */
  public List<SockFilter> instructions() {
    return instructions;
  }

  /**
   * Runs the program on a packet outside of the kernel, as for a file. What only the kernel knows
   * of a packet ({@code SKF_AD_OFF}) is 0; a load outside of the packet, and a division by zero,
   * return 0. Safe for use by many threads.
   *
   * @param packet the captured bytes, from the link header
   * @param length the length of the whole packet
   * @return how many bytes the program keeps, 0–4294967295; 0 to discard the packet
   */
  public long run(MemorySegment packet, long length) {
    return new BpfRun(packet, length).run(instructions);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BpfProgram that && instructions.equals(that.instructions);
  }

  @Override
  public int hashCode() {
    return instructions.hashCode();
  }

  /** The form that {@link #parse} reads, a line for each instruction. */
  @Override
  public String toString() {
    return instructions.stream()
        .map(each -> each.code() + " " + each.jt() + " " + each.jf() + " " + each.k())
        .collect(Collectors.joining("\n", instructions.size() + "\n", ""));
  }
}
