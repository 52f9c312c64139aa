package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct j1939_filter}: messages that a J1939 socket receives: those whose name, PGN and
 * source address are equal to the ones here in the bits of each mask. For {@link SO#J1939_FILTER}.
 *
 * <pre>{@code
 * socket.set(SO.J1939_FILTER, List.of(new J1939Filter(0, 0, 0x12300, J1939.PGN_PDU1_MAX, 0, 0)));
 * }</pre>
 *
 * @param name {@code name}: the name of the sender
 * @param name_mask {@code name_mask}: its bits
 * @param pgn {@code pgn}: the parameter group
 * @param pgn_mask {@code pgn_mask}: its bits
 * @param addr {@code addr}: the address of the sender
 * @param addr_mask {@code addr_mask}: its bits
 */
public record J1939Filter(
    long name, long name_mask, long pgn, long pgn_mask, int addr, int addr_mask) {
  private static final String TAG = "j1939_filter";

  static final OptionCodec<List<J1939Filter>> CODEC =
      Codecs.writeOnly(Codecs.listOf(), "at most 512 filters", (value, family) -> encode(value));

  private static MemorySegment encode(List<J1939Filter> filters) {
    Ranges.check("SO_J1939_FILTER in filters", filters.size(), 0, J1939.FILTER_MAX);
    int size = Fields.size(TAG);
    MemorySegment bytes = Fields.zeroes(filters.size() * size);
    for (int i = 0; i < filters.size(); i++) {
      filters.get(i).write(new Fields(TAG, bytes.asSlice((long) i * size, size)));
    }
    return bytes;
  }

  private void write(Fields fields) {
    fields
        .set("name", name)
        .set("name_mask", name_mask)
        .setChecked("pgn", pgn)
        .setChecked("pgn_mask", pgn_mask)
        .setChecked("addr", addr)
        .setChecked("addr_mask", addr_mask);
  }
}
