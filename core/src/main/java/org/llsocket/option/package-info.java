/**
 * Socket options, each a typed constant named as in C: {@code SO_RCVBUF} is {@code SO.RCVBUF}.
 *
 * {@snippet :
 * socket.set(TCP.NODELAY, true).set(SO.RCVTIMEO, Duration.ofSeconds(5));
 * int size = socket.get(SO.RCVBUF); // bytes
 * }
 *
 * <p>{@link org.llsocket.Socket#get} and {@link org.llsocket.Socket#set} take an {@link
 * org.llsocket.option.Option}, which knows its level, its number and the Java type of its value.
 * The tables are {@link org.llsocket.option.SO}, {@link org.llsocket.option.IP}, {@link
 * org.llsocket.option.IPV6}, {@link org.llsocket.option.MCAST}, {@link org.llsocket.option.TCP},
 * {@link org.llsocket.option.UDP} and others; {@link org.llsocket.option.Options#all} lists every
 * option. {@link org.llsocket.option.Option#define} defines an option that no table has. An option
 * such as {@link org.llsocket.option.SO#TIMESTAMP} makes the kernel attach control messages to
 * received data: a {@link org.llsocket.message.Message} receives them.
 *
 * <p>The package also has the values of options, and the names of families that share a prefix with
 * options, such as {@link org.llsocket.option.NETLINK} and {@link org.llsocket.option.PACKET}.
 */
@NullMarked
package org.llsocket.option;

import org.jspecify.annotations.NullMarked;
