package org.llsocket.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * {@code SCM_TIMESTAMPING}, {@code struct scm_timestamping}: when a packet passed a point that
 * {@link org.llsocket.option.SO#TIMESTAMPING} selects. The time of a received packet arrives with
 * the packet. The time of a sent packet arrives over the error queue ({@link
 * org.llsocket.MSG#ERRQUEUE}) with an {@link ExtendedErr} of origin {@link
 * ExtendedErr#ORIGIN_TIMESTAMPING}: its {@code info} is the point, its {@code data} the number of
 * the packet or byte. The first packets after the option was set may lack it. Only received; since
 * Linux 2.6.30; the kernel's Documentation/networking/timestamping.rst.
 *
 * <pre>{@code
 * socket.recvmsg(message, MSG.ERRQUEUE);
 * Timestamping sent = message.control().get(Timestamping.class);
 * }</pre>
 *
 * @param software the time by {@code CLOCK_REALTIME}; null if it was not taken
 * @param hardware the time by the clock of the network device; null if it was not taken
 */
public record Timestamping(@Nullable Instant software, @Nullable Instant hardware)
    implements ControlMessage {}
