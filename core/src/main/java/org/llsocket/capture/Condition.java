package org.llsocket.capture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition on a packet: comparisons of its bytes, joined by and, or, not. */
sealed interface Condition {
  /** How a value of the packet is loaded into A. */
  enum Size {
    BYTE(BpfCode.B),
    HALF(BpfCode.H),
    WORD(BpfCode.W),
    /** The length of the packet; no offset. */
    LENGTH(BpfCode.W);

    final int code;

    Size(int code) {
      this.code = code;
    }
  }

  /** The comparison of A with a constant. */
  enum Test {
    EQUAL,
    GREATER,
    AT_LEAST,
    ANY_BIT
  }

  /**
   * What is compared.
   *
   * @param behind the offset of the IPv4 header behind which {@code at} counts; -1 for none
   * @param mask 0 for none
   */
  record Value(Size size, long at, int behind, long mask) {
    static Value of(Size size, long at) {
      return new Value(size, at, -1, 0);
    }

    Value masked(long bits) {
      return new Value(size, at, behind, bits);
    }
  }

  /** True or false for each packet. */
  record Constant(boolean value) implements Condition {
    static final Constant TRUE = new Constant(true);
    static final Constant FALSE = new Constant(false);
  }

  /** One comparison. */
  record Comparison(Value value, Test test, long k) implements Condition {}

  /** Both are true. */
  record And(Condition first, Condition second) implements Condition {}

  /** Either is true. */
  record Or(Condition first, Condition second) implements Condition {}

  /** It is false. */
  record Not(Condition inner) implements Condition {}

  static Condition equal(Value value, long k) {
    return new Comparison(value, Test.EQUAL, k);
  }

  static Condition and(Condition first, Condition second) {
    if (first instanceof Constant(boolean value)) {
      return value ? second : Constant.FALSE;
    }
    return Constant.TRUE.equals(second)
        ? first
        : Constant.FALSE.equals(second) ? Constant.FALSE : new And(first, second);
  }

  static Condition or(Condition first, Condition second) {
    if (first instanceof Constant(boolean value)) {
      return value ? Constant.TRUE : second;
    }
    return Constant.FALSE.equals(second)
        ? first
        : Constant.TRUE.equals(second) ? Constant.TRUE : new Or(first, second);
  }

  static Condition any(List<Condition> conditions) {
    return conditions.stream().reduce(Constant.FALSE, Condition::or);
  }

  static Condition not(Condition inner) {
    return switch (inner) {
      case Constant(boolean value) -> value ? Constant.FALSE : Constant.TRUE;
      case Not(Condition twice) -> twice;
      default -> new Not(inner);
    };
  }

  /** The program that keeps {@code snaplen} bytes of each packet for which this is true. */
  default BpfProgram program(long snaplen) {
    var generator = new Generator();
    if (this instanceof Constant(boolean value)) {
      return generator.assembler.ret(value ? snaplen : 0).build();
    }
    generator.generate(this, "keep", "drop", null);
    return generator.assembler.label("keep").ret(snaplen).label("drop").ret(0).build();
  }

  /** Generates code that jumps to one of two labels. */
  final class Generator {
    private final BpfAssembler assembler = new BpfAssembler();
    private int labels;

    /** What A holds at each of the two labels, when it is reached from here; null if unknown. */
    private record Held(@Nullable Value yes, @Nullable Value no) {}

    private Held generate(Condition condition, String yes, String no, @Nullable Value held) {
      return switch (condition) {
        case Constant(boolean value) -> {
          assembler.ja(value ? yes : no);
          yield new Held(held, held);
        }
        case Comparison comparison -> {
          if (!comparison.value.equals(held)) {
            load(comparison.value);
          }
          compare(comparison, yes, no);
          yield new Held(comparison.value, comparison.value);
        }
        case And(Condition first, Condition second) -> {
          String next = "L" + labels++;
          Held after = generate(first, next, no, held);
          Held end = generate(second, yes, no, labelled(next, after.yes));
          yield new Held(end.yes, same(after.no, end.no));
        }
        case Or(Condition first, Condition second) -> {
          String next = "L" + labels++;
          Held after = generate(first, yes, next, held);
          Held end = generate(second, yes, no, labelled(next, after.no));
          yield new Held(same(after.yes, end.yes), end.no);
        }
        case Not(Condition inner) -> {
          Held swapped = generate(inner, no, yes, held);
          yield new Held(swapped.no, swapped.yes);
        }
      };
    }

    private @Nullable Value labelled(String label, @Nullable Value held) {
      assembler.label(label);
      return held;
    }

    private static @Nullable Value same(@Nullable Value one, @Nullable Value other) {
      return one != null && one.equals(other) ? one : null;
    }

    private void load(Value value) {
      boolean indirect = value.behind >= 0;
      if (indirect) {
        assembler.ldxb(value.behind);
      }
      if (value.size == Size.LENGTH) {
        assembler.ldlen();
      } else {
        assembler.load(value.size.code, indirect, value.at);
      }
      if (value.mask != 0) {
        assembler.and(value.mask);
      }
    }

    private void compare(Comparison comparison, String yes, String no) {
      switch (comparison.test) {
        case EQUAL -> assembler.jeq(comparison.k, yes, no);
        case GREATER -> assembler.jgt(comparison.k, yes, no);
        case AT_LEAST -> assembler.jge(comparison.k, yes, no);
        case ANY_BIT -> assembler.jset(comparison.k, yes, no);
      }
    }
  }
}
