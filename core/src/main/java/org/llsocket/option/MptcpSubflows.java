package org.llsocket.option;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.InetSockaddr;

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
  private static final int CAPACITY = 64;
  private static final int ADDRESS = Fields.size("mptcp_subflow_addrs") / 2;

  static final OptionCodec<List<TcpInfo>> TCP_INFO =
      new MptcpSubflows<>(
          Fields.size("tcp_info"), bytes -> new TcpInfo(bytes, ByteOrder.nativeOrder()));

  static final OptionCodec<List<MptcpSubflow>> ADDRESSES =
      new MptcpSubflows<>(
          2 * ADDRESS,
          bytes ->
              new MptcpSubflow(
                  InetSockaddr.read(bytes.asSlice(0, ADDRESS)),
                  InetSockaddr.read(bytes.asSlice(ADDRESS))));

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
      byte[] copy = bytes.asSlice(HEAD + i * element, known).toArray(JAVA_BYTE);
      MemorySegment aligned = Fields.zeroes(known).copyFrom(MemorySegment.ofArray(copy));
      elements.add(read.apply(aligned));
    }
    return List.copyOf(elements);
  }
}
