package org.llsocket.option;

/**
 * {@code struct hci_filter}: packets that a raw HCI socket receives, for {@link HCI#FILTER}.
 *
 * <pre>{@code
 * socket.set(HCI.FILTER, new HciFilter(1 << 4, -1L, 0)); // events of every kind
 * }</pre>
 *
 * @param type_mask {@code type_mask}: bits of the types: 1 commands, 2 data, 4 events
 * @param event_mask {@code event_mask}: bits of the events: 64 bits
 * @param opcode {@code opcode}: events of this command only; 0 for all
 */
public record HciFilter(long type_mask, long event_mask, int opcode) {
  static final OptionCodec<HciFilter> CODEC =
      Codecs.struct(
          HciFilter.class,
          "hci_filter",
          f -> new HciFilter(f.get("type_mask"), words(f.get("event_mask")), f.getInt("opcode")),
          (f, v) ->
              f.setChecked("type_mask", v.type_mask)
                  .set("event_mask", words(v.event_mask))
                  .setChecked("opcode", v.opcode));

  /** Two words, the lower one first, as a number in the machine's byte order; and back. */
  private static long words(long value) {
    return Ranges.networkOrder(1) == 1 ? Long.rotateLeft(value, Integer.SIZE) : value;
  }
}
