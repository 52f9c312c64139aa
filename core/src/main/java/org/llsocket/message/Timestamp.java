package org.llsocket.message;

import java.time.Instant;

/**
 * {@code SCM_TIMESTAMP}, {@code struct timeval}, and {@code SCM_TIMESTAMPNS}, {@code struct
 * timespec}: when the kernel received this, by {@code CLOCK_REALTIME}. {@link
 * org.llsocket.option.SO#TIMESTAMP} adds it in microseconds, {@link
 * org.llsocket.option.SO#TIMESTAMPNS} in nanoseconds. The first packets after the option was set
 * may lack it. {@link Control#timestampNanos} reads it without making an object. Only received; see
 * socket(7).
 *
 * <pre>{@code
 * socket.set(SO.TIMESTAMPNS, true);
 * Timestamp arrival = message.control().get(Timestamp.class);
 * }</pre>
 *
 * @param time the time of arrival
 */
public record Timestamp(Instant time) implements ControlMessage {}
