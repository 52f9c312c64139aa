/**
 * Messages with addresses and control data.
 *
 * <ul>
 *   <li>{@link org.llsocket.message.Message} is {@code struct msghdr}, for {@link
 *       org.llsocket.Socket#sendmsg Socket.sendmsg} and {@link org.llsocket.Socket#recvmsg(Message,
 *       int) Socket.recvmsg};
 *   <li>{@link org.llsocket.message.MessageBatch} is {@code struct mmsghdr[]}, for {@link
 *       org.llsocket.Socket#sendmmsg(MessageBatch, int) Socket.sendmmsg} and {@link
 *       org.llsocket.Socket#recvmmsg(MessageBatch, int) Socket.recvmmsg};
 *   <li>{@link org.llsocket.message.Control} is {@code msg_control}, the control data of a message,
 *       and each {@link org.llsocket.message.ControlMessage} is a {@code struct cmsghdr} as a
 *       value: descriptors, credentials, times, packet information, errors.
 * </ul>
 *
 * <pre>{@code
 * socket.set(IP.RECVTTL, true);
 * try (var message = new Message().controlCapacity(Control.space(4))) {
 *   message.buffers(buffer).name(new SockAddrBuffer());
 *   int n = socket.recvmsg(message, 0);
 *   String text = message.name() + " " + message.control(); // 127.0.0.1:4711 [Ttl[ttl=64]]
 * }
 * }</pre>
 *
 * <p>The datagram engines of {@link org.llsocket.datagram} are built on these calls.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/cmsg.3.html">cmsg(3)</a>
 */
@NullMarked
package org.llsocket.message;

import org.jspecify.annotations.NullMarked;
