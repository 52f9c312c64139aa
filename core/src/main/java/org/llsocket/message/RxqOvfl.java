package org.llsocket.message;

/**
 * {@code SO_RXQ_OVFL}: how many datagrams the kernel had dropped when it queued this one, since the
 * socket was made, because its receive queue was full. {@link org.llsocket.option.SO#RXQ_OVFL}
 * makes it come, once there are any. Only received; since Linux 2.6.33; see socket(7).
 *
 * @param drops a count that begins again after 2³²-1
 */
public record RxqOvfl(long drops) implements ControlMessage {}
