package org.llsocket.message;

/**
 * {@code SCM_CREDENTIALS}, {@code struct ucred}: which process has sent this over a Unix socket.
 * {@link org.llsocket.option.SO#PASSCRED} at the receiver makes it come with every message; a
 * process may send it too, and then the kernel checks that it is true: only a privileged one names
 * another process or user. See unix(7).
 *
 * @param pid the process; 0 if it is in a namespace from where it cannot be seen
 * @param uid its user, 0 to 2³²-1
 * @param gid its group, 0 to 2³²-1
 */
public record Credentials(int pid, long uid, long gid) implements ControlMessage {}
