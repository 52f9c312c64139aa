package org.llsocket.message;

/**
 * {@code SO_RXQ_OVFL}: how many datagrams the kernel has dropped because the receive queue was
 * full, from the creation of the socket until it queued this datagram. {@link
 * org.llsocket.option.SO#RXQ_OVFL} adds it to what is received, once there are any. {@link
 * Control#rxqOvfl} reads it without making an object. Only received; since Linux 2.6.33; see
 * socket(7).
 *
 * <pre>{@code
 * long drops = message.control().rxqOvfl(); // Control.NONE if none were dropped
 * }</pre>
 *
 * @param drops the count, which wraps to 0 after 2³²-1
 */
public record RxqOvfl(long drops) implements ControlMessage {}
