package org.llsocket.message;

import org.llsocket.internal.struct.Fields;

/**
 * {@code PACKET_AUXDATA}, {@code struct tpacket_auxdata}: what the kernel knows of a packet besides
 * its bytes. {@link org.llsocket.option.PACKET#AUXDATA} adds it to what is received. Only received;
 * see packet(7).
 *
 * <pre>{@code
 * packets.set(PACKET.AUXDATA, true);
 * PacketAuxdata about = message.control().get(PacketAuxdata.class);
 * boolean tagged = (about.status() & 0x10) != 0; // TP_STATUS_VLAN_VALID
 * }</pre>
 *
 * @param status {@code tp_status}: {@code TP_STATUS_*}
 * @param len {@code tp_len}: the length of the packet in bytes
 * @param snaplen {@code tp_snaplen}: how many of them a filter kept
 * @param mac {@code tp_mac}: the offset of the link header
 * @param net {@code tp_net}: the offset of the network header
 * @param vlanTci {@code tp_vlan_tci}: the VLAN tag, which the kernel removes from the packet; valid
 *     with TP_STATUS_VLAN_VALID
 * @param vlanTpid {@code tp_vlan_tpid}: the protocol of the tag; valid with
 *     TP_STATUS_VLAN_TPID_VALID
 */
public record PacketAuxdata(
    int status, long len, long snaplen, int mac, int net, int vlanTci, int vlanTpid)
    implements ControlMessage {
  static PacketAuxdata read(Fields auxdata) {
    return new PacketAuxdata(
        auxdata.getInt("tp_status"),
        auxdata.get("tp_len"),
        auxdata.get("tp_snaplen"),
        auxdata.getInt("tp_mac"),
        auxdata.getInt("tp_net"),
        auxdata.getInt("tp_vlan_tci"),
        auxdata.getInt("tp_vlan_tpid"));
  }
}
