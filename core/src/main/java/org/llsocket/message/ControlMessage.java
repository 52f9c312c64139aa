package org.llsocket.message;

/**
 * {@code struct cmsghdr}: a control message, as a value. {@link Control} reads and writes them.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/cmsg.3.html">cmsg(3)</a>
 */
public sealed interface ControlMessage
    permits Rights,
        PidFd,
        Credentials,
        PktInfo,
        Ttl,
        HopLimit,
        Tos,
        TrafficClass,
        UdpSegment,
        UdpGro,
        Raw {}
