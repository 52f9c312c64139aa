package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.llsocket.internal.struct.Fields;

/**
 * A list with an element per subflow: {@code struct mptcp_subflow_data}, in which the program sets
 * the sizes of the two structs, and the elements.
 *
 * @param element how many bytes of an element are read
 */
record MptcpSubflows<E>(int element, Function<MemorySegment, E> read)
    implements OptionCodec<List<E>> {
  private static final String TAG = "mptcp_subflow_data";
  private static final int HEAD = Fields.size(TAG);

  /** The most subflows that are read. */
  static final int CAPACITY = 64;

  static final OptionCodec<List<TcpInfo>> TCP_INFO =
      new MptcpSubflows<>(
          Fields.size("tcp_info"), bytes -> new TcpInfo(bytes, ByteOrder.nativeOrder()));

  static final OptionCodec<List<MptcpSubflow>> ADDRESSES =
      new MptcpSubflows<>(MptcpSubflow.SIZE, MptcpSubflow::read);

  @Override
  public Class<List<E>> type() {
    return Codecs.listOf();
  }

  @Override
  public int size() {
    return HEAD + CAPACITY * element;
  }

  @Override
  public int least() {
    return HEAD;
  }

  @Override
  public void prepare(MemorySegment value) {
    new Fields(TAG, value).set("size_subflow_data", HEAD).set("size_user", element);
  }

  @Override
  public MemorySegment encode(List<E> value, int family) {
    throw new IllegalArgumentException(value + " can only be read");
  }

  @Override
  public List<E> decode(MemorySegment bytes, int family) {
    var head = new Fields(TAG, bytes);
    long count = Math.min(head.get("num_subflows"), (bytes.byteSize() - HEAD) / element);
    int known = Math.min(element, head.getInt("size_kernel"));
    List<E> elements = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      elements.add(read.apply(copy(bytes.asSlice(HEAD + i * element, known))));
    }
    return List.copyOf(elements);
  }

  /** A copy that is aligned for any field. */
  static MemorySegment copy(MemorySegment bytes) {
    return Fields.zeroes((int) bytes.byteSize()).copyFrom(bytes);
  }
}
