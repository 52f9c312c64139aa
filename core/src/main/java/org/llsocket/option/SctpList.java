package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.struct.Fields;

/**
 * A list of an association, which can only be read.
 *
 * @param tag the C tag of the struct before the elements
 * @param assocField the C name of the association's number
 * @param capacity bytes of elements
 * @param assoc the association
 */
record SctpList<E>(
    String tag, String assocField, int capacity, int assoc, Function<MemorySegment, List<E>> read)
    implements OptionCodec<List<E>> {
  @Override
  public Class<List<E>> type() {
    return Codecs.listOf();
  }

  @Override
  public int size() {
    return least() + capacity;
  }

  @Override
  public int least() {
    return Fields.size(tag);
  }

  @Override
  public void prepare(MemorySegment value) {
    new Fields(tag, value).set(assocField, assoc);
  }

  @Override
  public OptionCodec<List<E>> select(int association, @Nullable InetSocketAddress address) {
    return address == null
        ? new SctpList<>(tag, assocField, capacity, association, read)
        : OptionCodec.super.select(association, address);
  }

  @Override
  public MemorySegment encode(List<E> value, int family) {
    throw new IllegalArgumentException(value + " can only be read");
  }

  @Override
  public List<E> decode(MemorySegment bytes, int family) {
    return read.apply(bytes);
  }
}
