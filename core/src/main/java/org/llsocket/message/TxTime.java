package org.llsocket.message;

/**
 * {@code SCM_TXTIME}: when a datagram is to be sent, by the clock that {@link
 * org.llsocket.option.SO#TXTIME} has selected; that option must be set. The queueing disciplines
 * {@code etf} and {@code fq} keep to the time; others send at once. Only sent; since Linux 4.19;
 * see tc-etf(8).
 *
 * <pre>{@code
 * message.control().add(new TxTime(now + 1_000_000)); // in 1 ms
 * }</pre>
 *
 * @param nanos nanoseconds of that clock
 */
public record TxTime(long nanos) implements ControlMessage {}
