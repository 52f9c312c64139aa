/**
 * Engines for many or large datagrams, which use what the kernel offloads.
 *
 * <ul>
 *   <li>{@link org.llsocket.datagram.DatagramSender} queues datagrams and sends them with {@code
 *       sendmmsg(2)}, joined with {@code UDP_SEGMENT} if possible;
 *   <li>{@link org.llsocket.datagram.DatagramReceiver} receives with {@code recvmmsg(2)}, joined
 *       with {@code UDP_GRO} if possible, and hands out single datagrams;
 *   <li>{@link org.llsocket.datagram.ZeroCopy} sends with {@code MSG_ZEROCOPY} and reports when a
 *       buffer can be reused; it sends on TCP too.
 * </ul>
 *
 * <pre>{@code
 * try (var receiver = DatagramReceiver.builder(socket).build()) {
 *   receiver.recvmmsg((memory, offset, length, from, control) -> received(from, length), 0);
 * }
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/udp.7.html">udp(7)</a>
 */
@NullMarked
package org.llsocket.datagram;

import org.jspecify.annotations.NullMarked;
