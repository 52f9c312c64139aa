package org.llsocket.message;

/**
 * {@code SCM_WIFI_STATUS}: whether a frame that was sent over wireless has been acknowledged; it
 * comes over the error queue. {@link org.llsocket.option.SO#WIFI_STATUS} makes it come. Only
 * received; since Linux 3.3.
 *
 * @param status 1 if it has been acknowledged, else 0
 */
public record WifiStatus(int status) implements ControlMessage {}
