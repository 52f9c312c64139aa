package org.llsocket.message;

/**
 * {@code SCM_WIFI_STATUS}: whether a frame that was sent over a wireless device has been
 * acknowledged; it arrives over the error queue. {@link org.llsocket.option.SO#WIFI_STATUS} enables
 * it. Only received; since Linux 3.3.
 *
 * <pre>{@code
 * socket.recvmsg(message, MSG.ERRQUEUE);
 * WifiStatus sent = message.control().get(WifiStatus.class);
 * }</pre>
 *
 * @param status 1 if it has been acknowledged, else 0
 */
public record WifiStatus(int status) implements ControlMessage {}
