package org.llsocket.message;

/**
 * {@code struct cmsghdr}: a control message as a value. {@link Control} reads and writes them.
 *
 * <pre>{@code
 * for (ControlMessage each : message.control()) {
 *   switch (each) {
 *     case Ttl ttl -> hops = 64 - ttl.ttl();
 *     case PktInfo info -> ifindex = info.ifindex();
 *     default -> {}
 *   }
 * }
 * }</pre>
 *
 * <p>Minor releases add types, as kernels do, so a switch needs a {@code default}. A control
 * message that arrives as a {@link RawControlMessage} may then arrive as a value of its own type;
 * {@link Control#find} and {@link Control#data} read it in the same way in every release.
 *
 * <p>The classes of this package implement it. Applications do not: {@link Control#add} refuses any
 * other class; a control message of an unknown type is sent as a {@link RawControlMessage}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/cmsg.3.html">cmsg(3)</a>
 */
public interface ControlMessage {}
