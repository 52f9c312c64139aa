package org.llsocket.capture;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import org.llsocket.option.SockFilter;

/** The registers and the memory of a program that runs on a packet, outside of the kernel. */
final class BpfRun {
  private static final ValueLayout.OfShort HALF =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt WORD =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final long UNSIGNED = 0xffff_ffffL;
  private static final long NONE = -1; // a load outside of the packet, a division by zero
  private static final int IHL = 0xf;

  private final MemorySegment packet;
  private final long length;
  private final long[] cells = new long[BpfCode.MEMWORDS];
  private long a;
  private long x;

  BpfRun(MemorySegment packet, long length) {
    this.packet = packet;
    this.length = length;
  }

  /** What the program returns. */
  long run(List<SockFilter> program) {
    int at = 0;
    while (true) {
      SockFilter each = program.get(at++);
      int code = each.code();
      int type = BpfCode.type(code);
      if (type == BpfCode.RET) {
        return code == (BpfCode.RET | BpfCode.A) ? a : each.k();
      } else if (type == BpfCode.JMP) {
        at += jump(each);
      } else if (type == BpfCode.ALU) {
        a = arithmetic(code, BpfCode.usesX(code) ? x : each.k());
      } else if (type == BpfCode.LD) {
        a = load(code, each.k());
      } else if (type == BpfCode.LDX) {
        x = load(code, each.k());
      } else if (type == BpfCode.ST) {
        cells[(int) each.k()] = a;
      } else if (type == BpfCode.STX) {
        cells[(int) each.k()] = x;
      } else if (code == (BpfCode.MISC | BpfCode.TAX)) {
        x = a;
      } else {
        a = x;
      }
      if (a == NONE || x == NONE) {
        return 0;
      }
    }
  }

  /** How many instructions to skip. */
  private int jump(SockFilter each) {
    int operation = BpfCode.operation(each.code());
    if (operation == BpfCode.JA) {
      return (int) each.k();
    }
    long operand = BpfCode.usesX(each.code()) ? x : each.k();
    boolean holds;
    if (operation == BpfCode.JEQ) {
      holds = a == operand;
    } else if (operation == BpfCode.JGT) {
      holds = a > operand;
    } else if (operation == BpfCode.JGE) {
      holds = a >= operand;
    } else {
      holds = (a & operand) != 0;
    }
    return holds ? each.jt() : each.jf();
  }

  private long arithmetic(int code, long operand) {
    int operation = BpfCode.operation(code);
    if (operation == BpfCode.DIV || operation == BpfCode.MOD) {
      if (operand == 0) {
        return NONE;
      }
      return operation == BpfCode.DIV ? a / operand : a % operand;
    }
    long result;
    if (operation == BpfCode.ADD) {
      result = a + operand;
    } else if (operation == BpfCode.SUB) {
      result = a - operand;
    } else if (operation == BpfCode.MUL) {
      result = a * operand;
    } else if (operation == BpfCode.OR) {
      result = a | operand;
    } else if (operation == BpfCode.AND) {
      result = a & operand;
    } else if (operation == BpfCode.XOR) {
      result = a ^ operand;
    } else if (operation == BpfCode.LSH) {
      result =
          Integer.toUnsignedLong(
              (int) a << operand); // by the lower 5 bits, as the kernel's code does
    } else if (operation == BpfCode.RSH) {
      result = Integer.toUnsignedLong((int) a >>> operand);
    } else {
      result = -a;
    }
    return result & UNSIGNED;
  }

  private long load(int code, long k) {
    int mode = BpfCode.mode(code);
    if (mode == BpfCode.IMM) {
      return k;
    } else if (mode == BpfCode.MEM) {
      return cells[(int) k];
    } else if (mode == BpfCode.LEN) {
      return length & UNSIGNED;
    } else if (mode == BpfCode.MSH) {
      long first = data(BpfCode.B, k);
      return first == NONE ? NONE : (first & IHL) << 2;
    }
    if (mode == BpfCode.ABS && k >= BpfCode.AD_OFF) {
      return 0;
    }
    return data(BpfCode.size(code), mode == BpfCode.IND ? (x + k) & UNSIGNED : k);
  }

  private long data(int size, long at) {
    long end = packet.byteSize();
    if (size == BpfCode.B) {
      return at + Byte.BYTES > end ? NONE : Byte.toUnsignedLong(packet.get(JAVA_BYTE, at));
    } else if (size == BpfCode.H) {
      return at + Short.BYTES > end ? NONE : Short.toUnsignedLong(packet.get(HALF, at));
    }
    return at + Integer.BYTES > end ? NONE : Integer.toUnsignedLong(packet.get(WORD, at));
  }
}
