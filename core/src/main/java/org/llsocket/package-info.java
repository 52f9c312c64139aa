/**
 * The operating system's own sockets: {@link org.llsocket.Socket}, addresses, names and numbers.
 *
 * <p><b>If you know the C name you know ours: the first underscore is a dot.</b> {@code AF_INET6}
 * is {@code AF.INET6}, {@code MSG_PEEK} is {@code MSG.PEEK}, {@code recvfrom} is {@code recvfrom}.
 *
 * <p><b>Descriptors of the library's own.</b> The first socket or descriptor of a process opens one
 * that {@code close} needs. The first wait of a virtual thread opens those by which all such
 * threads wait, an epoll among them: in a process at its limit of descriptors it fails with EMFILE,
 * where a platform thread waits on. A server that is to survive its limit lets a virtual thread
 * wait once before it serves.
 */
@NullMarked
package org.llsocket;

import org.jspecify.annotations.NullMarked;
