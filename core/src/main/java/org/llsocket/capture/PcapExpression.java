package org.llsocket.capture;

/** A part of a filter expression, which becomes a condition once the link layer is known. */
@FunctionalInterface
interface PcapExpression {
  /** The condition; a VLAN tag moves the offsets of {@code link} for what is compiled next. */
  Condition compile(LinkLayer link);

  static PcapExpression and(PcapExpression first, PcapExpression second) {
    return link -> {
      Condition before = first.compile(link);
      return Condition.and(before, second.compile(link));
    };
  }

  static PcapExpression or(PcapExpression first, PcapExpression second) {
    return link -> {
      Condition before = first.compile(link);
      return Condition.or(before, second.compile(link));
    };
  }

  static PcapExpression not(PcapExpression inner) {
    return link -> Condition.not(inner.compile(link));
  }
}
