/**
 * The operating system's own sockets, called through {@code java.lang.foreign}.
 *
 * <p><b>If you know the C name you know ours: the first underscore is a dot.</b> {@code AF_INET6}
 * is {@code AF.INET6}, {@code MSG_PEEK} is {@code MSG.PEEK}, {@code recvfrom} is {@code recvfrom}.
 *
 * {@snippet :
 * try (var server = Socket.open(AF.INET6, SOCK.STREAM)) {
 *   server.set(SO.REUSEADDR, true).set(IPV6.V6ONLY, false);
 *   server.bind(SockAddr.inet6("::", 7000));
 *   server.listen();
 *   var peer = new SockAddrBuffer();
 *   try (var client = server.accept(peer)) {
 *     int n = client.recv(buffer, MSG.PEEK); // n >= 0, Socket.EOF or Socket.AGAIN
 *   }
 * }
 * }
 *
 * <ul>
 *   <li>{@link org.llsocket.Socket} has the calls of sockets. It extends {@link
 *       org.llsocket.Descriptor}, which has the calls of every file descriptor: files, pipes
 *       ({@link org.llsocket.Pipe}) and devices.
 *   <li>{@link org.llsocket.SockAddr} is an immutable address of any family, {@link
 *       org.llsocket.SockAddrBuffer} a reusable one that calls fill. {@link org.llsocket.AddrInfo},
 *       {@link org.llsocket.NameInfo} and {@link org.llsocket.Interface} convert names and
 *       addresses.
 *   <li>{@link org.llsocket.message.Message} is the argument of {@link org.llsocket.Socket#sendmsg}
 *       and {@code recvmsg}: buffers, an address and control data. {@link
 *       org.llsocket.message.MessageBatch} holds many.
 *   <li>{@link org.llsocket.poll.Epoll} and {@link org.llsocket.poll.Poll} wait for many
 *       descriptors in one thread.
 *   <li>{@link org.llsocket.option} has the options, for {@link org.llsocket.Socket#get} and {@link
 *       org.llsocket.Socket#set}.
 *   <li>{@link org.llsocket.ErrnoException} reports a system call that failed, with its {@link
 *       org.llsocket.Errno}.
 * </ul>
 *
 * <p><b>Descriptors of the library itself.</b> The first socket or descriptor of a process opens
 * one that {@code close} needs. The first wait of a virtual thread opens an epoll and other
 * descriptors that all virtual threads share. If the process has reached its descriptor limit, that
 * wait fails with EMFILE; a platform thread's wait does not. A server that has to survive its limit
 * should therefore let a virtual thread wait once before it starts to serve.
 */
@NullMarked
package org.llsocket;

import org.jspecify.annotations.NullMarked;
