package org.llsocket.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * {@code SCM_TIMESTAMPING}, {@code struct scm_timestamping}: when a packet passed a point that
 * {@link org.llsocket.option.SO#TIMESTAMPING} asks about: received, it comes with the packet; sent,
 * it comes over the error queue ({@link org.llsocket.MSG#ERRQUEUE}) with an {@link ExtendedErr} of
 * origin {@link ExtendedErr#ORIGIN_TIMESTAMPING}, whose {@code info} names the point and whose
 * {@code data} is the number of the packet or byte. The first packets after the option was set may
 * lack it. Only received; since Linux 2.6.30; the kernel's
 * Documentation/networking/timestamping.rst.
 *
 * @param software when, by {@code CLOCK_REALTIME}; null if it was not taken
 * @param hardware when, by the network device's own clock; null if it was not taken
 */
public record Timestamping(@Nullable Instant software, @Nullable Instant hardware)
    implements ControlMessage {}
