/**
 * Packets as an interface carries them: {@link org.llsocket.capture.PacketRing} receives them in
 * memory that the kernel shares, {@link org.llsocket.capture.PcapFilter} selects them in the kernel
 * by an expression of pcap-filter(7), {@link org.llsocket.capture.PcapWriter} and {@link
 * org.llsocket.capture.PcapReader} are the files of tcpdump(8) and Wireshark.
 *
 * {@snippet :
 * var setup = PacketRingSetup.DEFAULT.withFilter(PcapFilter.parse("udp port 53"));
 * try (var ring = PacketRing.open(Interface.nametoindex("eth0"), setup);
 *     var file = PcapWriter.open(Path.of("dns.pcap"), ring.linkType(), 262_144)) {
 *   while (ring.stats().packets() < 1000) {
 *     try (PacketBlock block = ring.next()) {
 *       for (RingPacket packet = block.next(); packet != null; packet = block.next()) {
 *         file.write(packet);
 *       }
 *     }
 *   }
 * }
 * }
 */
@NullMarked
package org.llsocket.capture;

import org.jspecify.annotations.NullMarked;
