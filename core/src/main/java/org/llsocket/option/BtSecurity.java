package org.llsocket.option;

/**
 * {@code struct bt_security}: how safe a Bluetooth connection is, for {@link BT#SECURITY}.
 *
 * <pre>{@code
 * socket.set(BT.SECURITY, new BtSecurity(BT.SECURITY_MEDIUM, 0));
 * }</pre>
 *
 * @param level {@code level}: {@link BT#SECURITY_LOW} and so on
 * @param key_size {@code key_size}: the length of the key in bytes; read only
 */
public record BtSecurity(int level, int key_size) {
  static final OptionCodec<BtSecurity> CODEC =
      Codecs.struct(
          BtSecurity.class,
          "bt_security",
          f -> new BtSecurity(f.getInt("level"), f.getInt("key_size")),
          (f, v) -> f.setChecked("level", v.level()).setChecked("key_size", v.key_size()));
}
