package org.llsocket.message;

/**
 * {@code SCM_SECURITY}: the security label of the sender, from the security module of the machine
 * (SELinux, Smack). {@link org.llsocket.option.SO#PASSSEC} adds it to what a Unix socket receives,
 * {@link org.llsocket.option.IP#PASSSEC} to what an IPv4 socket receives. Only received; see
 * unix(7), ip(7).
 *
 * <pre>{@code
 * socket.set(SO.PASSSEC, true);
 * Security sender = message.control().get(Security.class);
 * }</pre>
 *
 * @param label the label
 */
public record Security(String label) implements ControlMessage {}
