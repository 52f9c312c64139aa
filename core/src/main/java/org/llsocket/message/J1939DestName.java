package org.llsocket.message;

/**
 * {@code SCM_J1939_DEST_NAME}: the name that a J1939 message was sent to, if it was sent to a name.
 * Only received; since Linux 5.4.
 *
 * <pre>{@code
 * J1939DestName name = message.control().get(J1939DestName.class);
 * }</pre>
 *
 * @param name 64 bits, in the machine's byte order
 * @see <a href="https://docs.kernel.org/networking/j1939.html">J1939</a>
 */
public record J1939DestName(long name) implements ControlMessage {}
