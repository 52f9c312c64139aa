package org.llsocket.message;

/**
 * {@code struct cmsghdr}: a control message, as a value. {@link Control} reads and writes them.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/cmsg.3.html">cmsg(3)</a>
 */
public sealed interface ControlMessage
    permits Credentials,
        ExtendedErr,
        HopLimit,
        Inq,
        IpOptions,
        Mark,
        OrigDstAddr,
        PidFd,
        PktInfo,
        Priority,
        Raw,
        Rights,
        RxqOvfl,
        Security,
        Timestamp,
        Timestamping,
        TimestampingPktInfo,
        Tos,
        TrafficClass,
        TsOptId,
        Ttl,
        TxTime,
        UdpGro,
        UdpSegment,
        WifiStatus {}
