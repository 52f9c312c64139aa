package org.llsocket.message;

/**
 * {@code SO_MARK}: the mark of a packet, which firewall and routing rules match. {@link
 * org.llsocket.option.SO#RCVMARK} adds it to what is received, since Linux 5.19. Added to a
 * datagram, it sets the mark of that datagram, as {@link org.llsocket.option.SO#MARK} does for all,
 * since Linux 4.17; that requires CAP_NET_RAW or CAP_NET_ADMIN (EPERM). {@link Control#mark} reads
 * it without making an object. See socket(7).
 *
 * <pre>{@code
 * message.control().add(new Mark(0x10));
 * }</pre>
 *
 * @param mark any 32 bits
 */
public record Mark(int mark) implements ControlMessage {}
