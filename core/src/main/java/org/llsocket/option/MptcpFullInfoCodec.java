package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct mptcp_full_info}, which contains the addresses of two arrays that the kernel fills:
 * the memory behind the struct, subflows first.
 */
final class MptcpFullInfoCodec implements OptionCodec<MptcpFullInfo> {
  private static final String TAG = "mptcp_full_info";
  private static final int SUBFLOW = Fields.size("mptcp_subflow_info");
  private static final int TCP_INFO = Fields.size("tcp_info");
  private static final int HEAD = Fields.size(TAG) - Fields.size("mptcp_info");
  private static final int SUBFLOWS = MptcpSubflows.CAPACITY * SUBFLOW;

  @Override
  public Class<MptcpFullInfo> type() {
    return MptcpFullInfo.class;
  }

  @Override
  public int size() {
    return HEAD + MptcpInfo.CAPACITY;
  }

  @Override
  public int least() {
    return HEAD + MptcpInfo.LEAST;
  }

  @Override
  public int attached() {
    return SUBFLOWS + MptcpSubflows.CAPACITY * TCP_INFO;
  }

  @Override
  public void prepare(MemorySegment value) {
    long arrays = value.address() + size();
    new Fields(TAG, value)
        .set("size_sfinfo_user", SUBFLOW)
        .set("size_tcpinfo_user", TCP_INFO)
        .set("size_arrays_user", MptcpSubflows.CAPACITY)
        .set("subflow_info", arrays)
        .set("tcp_info", arrays + SUBFLOWS);
  }

  @Override
  public MemorySegment encode(MptcpFullInfo value, int family) {
    throw new IllegalArgumentException(value + " can only be read");
  }

  @Override
  public MptcpFullInfo decode(MemorySegment bytes, int family) {
    long returned = bytes.byteSize() - attached();
    MemorySegment arrays = bytes.asSlice(returned);
    var head = new Fields(TAG, bytes);
    // The kernel returns how many bytes of an element it has written, which is their distance.
    int subflow = (int) Math.min(head.get("size_sfinfo_user"), SUBFLOW);
    int tcp = (int) Math.min(head.get("size_tcpinfo_user"), TCP_INFO);
    long count = Math.min(head.get("num_subflows"), MptcpSubflows.CAPACITY);
    List<MptcpSubflowInfo> subflows = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      subflows.add(
          subflow(arrays.asSlice(i * subflow, subflow), arrays.asSlice(SUBFLOWS + i * tcp, tcp)));
    }
    MemorySegment info = MptcpSubflows.copy(bytes.asSlice(HEAD, returned - HEAD));
    return new MptcpFullInfo(new MptcpInfo(info), head.get("num_subflows"), subflows);
  }

  private static MptcpSubflowInfo subflow(MemorySegment info, MemorySegment tcp) {
    var fields = new Fields("mptcp_subflow_info", MptcpSubflows.copy(info));
    return new MptcpSubflowInfo(
        fields.getInt("id"),
        MptcpSubflow.read(fields.bytes("addrs")),
        new TcpInfo(MptcpSubflows.copy(tcp), ByteOrder.nativeOrder()));
  }
}
