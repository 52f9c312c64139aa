package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct can_filter}: the frames whose identifier equals {@code id} in the bits of {@code
 * mask}.
 *
 * @param id {@code can_id}: an identifier with its flags; {@link CAN#INV_FILTER} for all other
 *     frames
 * @param mask {@code can_mask}: the bits that count
 */
public record CanFilter(int id, int mask) {
  private static final String TAG = "can_filter";
  private static final int SIZE = Fields.size(TAG);
  private static final int MAX = Platform.number("CAN_RAW_FILTER_MAX");

  static final OptionCodec<List<CanFilter>> CODEC =
      new Codecs.Plain<>(
          Codecs.listOf(),
          MAX * SIZE,
          0,
          "at most " + MAX + " filters",
          (value, family) -> encode(value),
          (bytes, family) -> decode(bytes));

  private static MemorySegment encode(List<CanFilter> given) {
    List<CanFilter> filters = List.copyOf(given); // a copy, because its size must not change
    Ranges.check("CAN_RAW_FILTER in filters", filters.size(), 0, MAX);
    MemorySegment bytes = Fields.zeroes(SIZE * filters.size());
    for (int i = 0; i < filters.size(); i++) {
      new Fields(TAG, bytes.asSlice((long) SIZE * i, SIZE))
          .set("can_id", filters.get(i).id)
          .set("can_mask", filters.get(i).mask);
    }
    return bytes;
  }

  private static List<CanFilter> decode(MemorySegment bytes) {
    List<CanFilter> filters = new ArrayList<>();
    for (long at = 0; at + SIZE <= bytes.byteSize(); at += SIZE) {
      var fields = new Fields(TAG, bytes.asSlice(at, SIZE));
      filters.add(new CanFilter(fields.getInt("can_id"), fields.getInt("can_mask")));
    }
    return List.copyOf(filters);
  }
}
