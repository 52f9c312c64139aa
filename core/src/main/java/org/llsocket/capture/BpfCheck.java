package org.llsocket.capture;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.llsocket.option.SockFilter;

/** The rules of {@code bpf_check_classic} in the kernel, which answers a breach with EINVAL. */
final class BpfCheck {
  private static final Set<Integer> LOADS =
      Set.of(
          BpfCode.LD | BpfCode.W | BpfCode.ABS,
          BpfCode.LD | BpfCode.H | BpfCode.ABS,
          BpfCode.LD | BpfCode.B | BpfCode.ABS,
          BpfCode.LD | BpfCode.W | BpfCode.IND,
          BpfCode.LD | BpfCode.H | BpfCode.IND,
          BpfCode.LD | BpfCode.B | BpfCode.IND,
          BpfCode.LD | BpfCode.W | BpfCode.LEN,
          BpfCode.LD | BpfCode.IMM,
          BpfCode.LD | BpfCode.MEM,
          BpfCode.LDX | BpfCode.W | BpfCode.LEN,
          BpfCode.LDX | BpfCode.B | BpfCode.MSH,
          BpfCode.LDX | BpfCode.IMM,
          BpfCode.LDX | BpfCode.MEM,
          BpfCode.ST,
          BpfCode.STX,
          BpfCode.MISC | BpfCode.TAX,
          BpfCode.MISC | BpfCode.TXA,
          BpfCode.RET | BpfCode.K,
          BpfCode.RET | BpfCode.A,
          BpfCode.ALU | BpfCode.NEG,
          BpfCode.JMP | BpfCode.JA);

  private static final Set<Integer> ARITHMETIC =
      Set.of(
          BpfCode.ADD,
          BpfCode.SUB,
          BpfCode.MUL,
          BpfCode.DIV,
          BpfCode.OR,
          BpfCode.AND,
          BpfCode.LSH,
          BpfCode.RSH,
          BpfCode.MOD,
          BpfCode.XOR);

  private static final Set<Integer> COMPARISONS =
      Set.of(BpfCode.JEQ, BpfCode.JGT, BpfCode.JGE, BpfCode.JSET);
  private static final int OPERATION_AND_SOURCE = 0xff;
  private static final int ALL_STORED = 0xffff;

  private final List<SockFilter> program;
  private final int[] stored; // before each instruction, on every way to it: bits of cells

  BpfCheck(List<SockFilter> program) {
    this.program = program;
    stored = new int[program.size()];
  }

  void check() {
    int size = program.size();
    if (size < 1 || size > BpfCode.MAXINSNS) {
      throw new IllegalArgumentException(
          "a program has 1–" + BpfCode.MAXINSNS + " instructions, not " + size);
    }
    if (BpfCode.type(program.getLast().code()) != BpfCode.RET) {
      throw wrong(size - 1, "the last instruction has to be a return");
    }
    Arrays.fill(stored, ALL_STORED);
    stored[0] = 0;
    for (int at = 0; at < size; at++) {
      checkCode(at);
      checkOperand(at);
      checkJump(at);
    }
  }

  private IllegalArgumentException wrong(int at, String rule) {
    return new IllegalArgumentException("instruction " + at + ", " + program.get(at) + ": " + rule);
  }

  private void checkCode(int at) {
    int code = program.get(at).code();
    int operation = BpfCode.operation(code);
    boolean known =
        LOADS.contains(code)
            || (code <= OPERATION_AND_SOURCE
                && ((BpfCode.type(code) == BpfCode.ALU && ARITHMETIC.contains(operation))
                    || (BpfCode.type(code) == BpfCode.JMP && COMPARISONS.contains(operation))));
    if (!known) {
      throw wrong(at, "classic BPF has no operation 0x" + Integer.toHexString(code));
    }
  }

  private void checkOperand(int at) {
    SockFilter each = program.get(at);
    int type = BpfCode.type(each.code());
    int operation = BpfCode.operation(each.code());
    if (type == BpfCode.ALU && !BpfCode.usesX(each.code())) {
      if ((operation == BpfCode.DIV || operation == BpfCode.MOD) && each.k() == 0) {
        throw wrong(at, "a division by zero");
      }
      if ((operation == BpfCode.LSH || operation == BpfCode.RSH) && each.k() >= Integer.SIZE) {
        throw wrong(at, "a shift is by 0–31 bits");
      }
    }
    boolean loads = type == BpfCode.LD || type == BpfCode.LDX;
    if (loads && BpfCode.mode(each.code()) == BpfCode.ABS) {
      long data = each.k() - BpfCode.AD_OFF;
      if (data >= BpfCode.AD_MAX || (data >= 0 && data % Integer.BYTES != 0)) {
        throw wrong(at, "the kernel has no data of a packet at this offset");
      }
    }
    if (usesCell(each.code()) && each.k() >= BpfCode.MEMWORDS) {
      throw wrong(at, "the cells of memory are 0–" + (BpfCode.MEMWORDS - 1));
    }
  }

  private static boolean usesCell(int code) {
    int type = BpfCode.type(code);
    boolean loads = type == BpfCode.LD || type == BpfCode.LDX;
    return type == BpfCode.ST
        || type == BpfCode.STX
        || (loads && BpfCode.mode(code) == BpfCode.MEM);
  }

  /** Checks where the instruction leads, and which cells are stored to on the way there. */
  private void checkJump(int at) {
    SockFilter each = program.get(at);
    int type = BpfCode.type(each.code());
    int cells = stored[at];
    if (type == BpfCode.ST || type == BpfCode.STX) {
      cells |= 1 << each.k();
    } else if (usesCell(each.code()) && (cells & 1 << each.k()) == 0) {
      throw wrong(at, "the cell has not been stored to on every way here");
    }
    if (type == BpfCode.RET) {
      if (at + 1 < program.size()) {
        stored[at + 1] &= cells; // the kernel takes it for a way, too
      }
    } else if (type != BpfCode.JMP) {
      reach(at, 0, cells);
    } else if (BpfCode.operation(each.code()) == BpfCode.JA) {
      reach(at, each.k(), cells);
    } else {
      reach(at, each.jt(), cells);
      reach(at, each.jf(), cells);
    }
  }

  private void reach(int at, long skipped, int cells) {
    long target = at + 1 + skipped;
    if (target >= program.size()) {
      throw wrong(
          at, "leads to instruction " + target + ", and the last is " + (program.size() - 1));
    }
    stored[(int) target] &= cells;
  }
}
