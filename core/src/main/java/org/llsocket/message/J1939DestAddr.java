package org.llsocket.message;

/**
 * {@code SCM_J1939_DEST_ADDR}: the address that a J1939 message was sent to; absent from
 * broadcasts. Only received; since Linux 5.4.
 *
 * <pre>{@code
 * boolean broadcast = message.control().get(J1939DestAddr.class) == null;
 * }</pre>
 *
 * @param addr 0 to 255
 * @see <a href="https://docs.kernel.org/networking/j1939.html">J1939</a>
 */
public record J1939DestAddr(int addr) implements ControlMessage {}
