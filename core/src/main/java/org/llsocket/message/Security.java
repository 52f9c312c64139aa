package org.llsocket.message;

/**
 * {@code SCM_SECURITY}: the security label of who has sent this, as the machine's security module
 * (SELinux, Smack) has it. {@link org.llsocket.option.SO#PASSSEC} makes it come over Unix sockets,
 * {@link org.llsocket.option.IP#PASSSEC} over IPv4. Only received; see unix(7), ip(7).
 *
 * @param label the label
 */
public record Security(String label) implements ControlMessage {}
