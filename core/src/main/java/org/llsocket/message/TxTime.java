package org.llsocket.message;

/**
 * {@code SCM_TXTIME}: when the datagram is to be sent, by the clock that {@link
 * org.llsocket.option.SO#TXTIME} has chosen, which has to be set. A queueing discipline that knows
 * times ({@code etf}, {@code fq}) keeps to it; others send at once. Only sent; since Linux 4.19;
 * see tc-etf(8).
 *
 * @param nanos nanoseconds of that clock
 */
public record TxTime(long nanos) implements ControlMessage {}
