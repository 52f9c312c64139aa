package org.llsocket.message;

/**
 * {@code SCM_J1939_PRIO}: the priority of a J1939 message. Only received; since Linux 5.4.
 *
 * <pre>{@code
 * J1939Prio priority = message.control().get(J1939Prio.class);
 * }</pre>
 *
 * @param prio 0, the highest, to 7
 * @see <a href="https://docs.kernel.org/networking/j1939.html">J1939</a>
 */
public record J1939Prio(int prio) implements ControlMessage {}
