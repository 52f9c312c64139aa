package org.llsocket.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llsocket.option.SockFilter;

/**
 * Assembles a {@link BpfProgram}. The methods are the mnemonics of {@code bpf_asm} in the kernel's
 * documentation; jumps name {@linkplain #label labels}, which stand behind them. A jump that is
 * longer than the 255 instructions of its fields is made through a {@code ja}.
 *
 * <p>A is the accumulator, X the index register, and M the 16 cells of memory. {@code k} is an
 * unsigned number of 32 bits; offsets are in bytes from the start of the packet, and numbers in the
 * packet big-endian. For one thread at a time. An example is at {@link BpfProgram}.
 */
public final class BpfAssembler {
  private static final int LONGEST = 255;

  private record Line(int code, long k, String yes, String no) {
    boolean jumps() {
      return !yes.isEmpty();
    }

    boolean branches() {
      return jumps() && BpfCode.operation(code) != BpfCode.JA;
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Integer> labels = new HashMap<>();

  BpfAssembler() {}

  /**
   * Names the next instruction.
   *
   * @throws IllegalArgumentException if the name is empty, or names another instruction
   */
  public BpfAssembler label(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("the label is empty");
    }
    if (labels.putIfAbsent(name, lines.size()) != null) {
      throw new IllegalArgumentException("the label " + name + " stands twice");
    }
    return this;
  }

  private BpfAssembler add(int code, long k) {
    lines.add(new Line(code, k, "", ""));
    return this;
  }

  private BpfAssembler jump(int operation, long k, String yes, String no) {
    lines.add(new Line(BpfCode.JMP | operation, k, yes, no));
    return this;
  }

  /** A raw instruction that does not jump. */
  public BpfAssembler add(SockFilter instruction) {
    if (BpfCode.type(instruction.code()) == BpfCode.JMP) {
      throw new IllegalArgumentException(instruction + " jumps: jumps name labels");
    }
    return add(instruction.code(), instruction.k());
  }

  // ---- loads and stores

  BpfAssembler load(int size, boolean indirect, long k) {
    return add(BpfCode.LD | size | (indirect ? BpfCode.IND : BpfCode.ABS), k);
  }

  /** {@code ld [k]}: A = the 4 bytes at k. */
  public BpfAssembler ld(long k) {
    return load(BpfCode.W, false, k);
  }

  /** {@code ldh [k]}: A = the 2 bytes at k. */
  public BpfAssembler ldh(long k) {
    return load(BpfCode.H, false, k);
  }

  /** {@code ldb [k]}: A = the byte at k. */
  public BpfAssembler ldb(long k) {
    return load(BpfCode.B, false, k);
  }

  /** {@code ld [x + k]}: A = the 4 bytes at X + k. */
  public BpfAssembler ldwx(long k) {
    return load(BpfCode.W, true, k);
  }

  /** {@code ldh [x + k]}: A = the 2 bytes at X + k. */
  public BpfAssembler ldhx(long k) {
    return load(BpfCode.H, true, k);
  }

  /** {@code ldb [x + k]}: A = the byte at X + k. */
  public BpfAssembler ldbx(long k) {
    return load(BpfCode.B, true, k);
  }

  /** {@code ldi #k}: A = k. */
  public BpfAssembler ldi(long k) {
    return add(BpfCode.LD | BpfCode.IMM, k);
  }

  /** {@code ld len}: A = the length of the packet. */
  public BpfAssembler ldlen() {
    return add(BpfCode.LD | BpfCode.W | BpfCode.LEN, 0);
  }

  /** {@code ldxi #k}: X = k. */
  public BpfAssembler ldxi(long k) {
    return add(BpfCode.LDX | BpfCode.IMM, k);
  }

  /** {@code ldxb 4*([k]&0xf)}: X = the length of the IPv4 header at k. */
  public BpfAssembler ldxb(long k) {
    return add(BpfCode.LDX | BpfCode.B | BpfCode.MSH, k);
  }

  /** {@code ld M[k]}. */
  public BpfAssembler ldm(long k) {
    return add(BpfCode.LD | BpfCode.MEM, k);
  }

  /** {@code st M[k]}: M[k] = A. */
  public BpfAssembler st(long k) {
    return add(BpfCode.ST, k);
  }

  /** {@code tax}: X = A. */
  public BpfAssembler tax() {
    return add(BpfCode.MISC | BpfCode.TAX, 0);
  }

  /** {@code txa}: A = X. */
  public BpfAssembler txa() {
    return add(BpfCode.MISC | BpfCode.TXA, 0);
  }

  // ---- arithmetic

  /** {@code add #k}. */
  public BpfAssembler add(long k) {
    return add(BpfCode.ALU | BpfCode.ADD | BpfCode.K, k);
  }

  /** {@code sub #k}. */
  public BpfAssembler sub(long k) {
    return add(BpfCode.ALU | BpfCode.SUB | BpfCode.K, k);
  }

  /** {@code and #k}. */
  public BpfAssembler and(long k) {
    return add(BpfCode.ALU | BpfCode.AND | BpfCode.K, k);
  }

  /** {@code or #k}. */
  public BpfAssembler or(long k) {
    return add(BpfCode.ALU | BpfCode.OR | BpfCode.K, k);
  }

  /** {@code lsh #k}: to the left by 0–31 bits. */
  public BpfAssembler lsh(long k) {
    return add(BpfCode.ALU | BpfCode.LSH | BpfCode.K, k);
  }

  /** {@code rsh #k}: to the right by 0–31 bits, without a sign. */
  public BpfAssembler rsh(long k) {
    return add(BpfCode.ALU | BpfCode.RSH | BpfCode.K, k);
  }

  // ---- jumps and returns

  /** {@code jeq #k, yes, no}: whether A = k. */
  public BpfAssembler jeq(long k, String yes, String no) {
    return jump(BpfCode.JEQ, k, yes, no);
  }

  /** {@code jgt #k, yes, no}: whether A &gt; k, without a sign. */
  public BpfAssembler jgt(long k, String yes, String no) {
    return jump(BpfCode.JGT, k, yes, no);
  }

  /** {@code jge #k, yes, no}: whether A &gt;= k, without a sign. */
  public BpfAssembler jge(long k, String yes, String no) {
    return jump(BpfCode.JGE, k, yes, no);
  }

  /** {@code jset #k, yes, no}: whether A and k have a bit in common. */
  public BpfAssembler jset(long k, String yes, String no) {
    return jump(BpfCode.JSET, k, yes, no);
  }

  /** {@code ja label}: jumps in any case. */
  public BpfAssembler ja(String label) {
    return jump(BpfCode.JA, 0, label, label);
  }

  /** {@code ret #k}: ends, and keeps k bytes of the packet; 0 discards it. */
  public BpfAssembler ret(long k) {
    return add(BpfCode.RET | BpfCode.K, k);
  }

  /** {@code ret a}: ends, and keeps A bytes. */
  public BpfAssembler reta() {
    return add(BpfCode.RET | BpfCode.A, 0);
  }

  // ---- the program

  /**
   * The program.
   *
   * @throws IllegalArgumentException if a jump names a label that does not exist or stands before
   *     the jump, or as {@link BpfProgram#of}
   */
  public BpfProgram build() {
    boolean[] split = new boolean[lines.size()]; // branches that lead too far for their fields
    int[] places = places(split);
    while (splitMore(places, split)) {
      places = places(split);
    }
    List<SockFilter> program = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      emit(i, split[i], places, program);
    }
    return BpfProgram.of(program);
  }

  /** Where each line stands in the program, and its end. */
  private int[] places(boolean[] split) {
    int[] places = new int[lines.size() + 1];
    for (int i = 0; i < lines.size(); i++) {
      places[i + 1] = places[i] + (split[i] ? 3 : 1);
    }
    return places;
  }

  private boolean splitMore(int[] places, boolean[] split) {
    boolean more = false;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.branches() && !split[i]) {
        int longest = Math.max(skip(i, line.yes, places), skip(i, line.no, places));
        split[i] = longest > LONGEST;
        more |= split[i];
      }
    }
    return more;
  }

  /** How many instructions are between a line and a label. */
  private int skip(int from, String label, int[] places) {
    Integer target = labels.get(label);
    if (target == null) {
      throw new IllegalArgumentException("no label " + label + " stands in the program");
    }
    if (target <= from) {
      throw new IllegalArgumentException(
          "the label " + label + " stands before a jump to it: jumps lead forwards");
    }
    return places[target] - places[from] - 1;
  }

  private void emit(int i, boolean split, int[] places, List<SockFilter> program) {
    Line line = lines.get(i);
    if (!line.jumps()) {
      program.add(new SockFilter(line.code, 0, 0, line.k));
    } else if (!line.branches()) {
      program.add(new SockFilter(line.code, 0, 0, skip(i, line.yes, places)));
    } else if (split) {
      int ja = BpfCode.JMP | BpfCode.JA;
      program.add(new SockFilter(line.code, 0, 1, line.k));
      program.add(new SockFilter(ja, 0, 0, skip(i, line.yes, places) - 1));
      program.add(new SockFilter(ja, 0, 0, skip(i, line.no, places) - 2));
    } else {
      program.add(
          new SockFilter(line.code, skip(i, line.yes, places), skip(i, line.no, places), line.k));
    }
  }
}
