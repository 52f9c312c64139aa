package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct tipc_group_req}: membership of a communication group of TIPC.
 *
 * @param type the group; unsigned
 * @param instance the member; unsigned
 * @param scope {@link TIPC#CLUSTER_SCOPE} or {@link TIPC#NODE_SCOPE}
 * @param flags {@link TIPC#GROUP_LOOPBACK}, {@link TIPC#GROUP_MEMBER_EVTS}
 */
public record TipcGroupReq(int type, int instance, int scope, int flags) {
  private static final String TAG = "tipc_group_req";

  static final OptionCodec<TipcGroupReq> CODEC =
      new Codecs.Plain<>(
          TipcGroupReq.class,
          Fields.size(TAG),
          "",
          (value, family) -> value.bytes(),
          (bytes, family) -> read(bytes));

  private MemorySegment bytes() {
    return Fields.of(TAG)
        .set("type", type)
        .set("instance", instance)
        .set("scope", scope)
        .set("flags", flags)
        .memory();
  }

  private static TipcGroupReq read(MemorySegment bytes) {
    var fields = new Fields(TAG, bytes);
    return new TipcGroupReq(
        fields.getInt("type"),
        fields.getInt("instance"),
        fields.getInt("scope"),
        fields.getInt("flags"));
  }
}
