package org.llsocket.message;

import java.time.Instant;

/**
 * {@code SCM_TIMESTAMP}, {@code struct timeval}, and {@code SCM_TIMESTAMPNS}, {@code struct
 * timespec}: when the kernel received this, by {@code CLOCK_REALTIME}. {@link
 * org.llsocket.option.SO#TIMESTAMP} makes it come in microseconds, {@link
 * org.llsocket.option.SO#TIMESTAMPNS} in nanoseconds. The first packets after the option was set
 * may lack it. Only received; see socket(7).
 *
 * @param time when
 */
public record Timestamp(Instant time) implements ControlMessage {}
