package org.llsocket.message;

/**
 * {@code IPV6_DONTFRAG}: whether this datagram may be fragmented by this machine: EMSGSIZE if it
 * may not and is too long. Overrides {@link org.llsocket.option.IPV6#DONTFRAG} of the socket. Only
 * sent; since Linux 2.6.35.
 *
 * <pre>{@code
 * message.control().add(new DontFrag(true));
 * }</pre>
 *
 * @param on true to send it whole or not at all
 */
public record DontFrag(boolean on) implements ControlMessage {}
