/**
 * Addresses of families other than IPv4, IPv6 and Unix as values: one record per C struct, with its
 * fields.
 *
 * <p>{@link org.llsocket.SockAddr#of(FamilyAddr)} makes the address that calls take, {@link
 * org.llsocket.SockAddrView#as} reads the fields of one that a call returned:
 *
 * {@snippet :
 * Socket socket = Socket.open(AF.VSOCK, SOCK.STREAM);
 * socket.connect(SockAddr.of(new SockaddrVm(VMADDR.CID_HOST, 1024)));
 * int cid = socket.getpeername().as(SockaddrVm.class).cid();
 * }
 *
 * <p>Each has a text form, which {@link org.llsocket.SockAddr#parse} accepts: a prefix, the fields
 * that every address has, separated by colons, and those that differ from their defaults as {@code
 * name=value}.
 *
 * <table>
 * <caption>Text forms</caption>
 * <tr><th>record</th><th>example</th></tr>
 * <tr><td>{@link SockaddrNl}</td><td>{@code netlink:0,groups=0x11}</td></tr>
 * <tr><td>{@link SockaddrLl}</td><td>{@code packet:eth0:ip,addr=02:00:00:00:00:01}</td></tr>
 * <tr><td>{@link SockaddrVm}</td><td>{@code vsock:host:1024}</td></tr>
 * <tr><td>{@link SockaddrCan}</td><td>{@code can:can0}, {@code isotp:can0:0x700:0x708},
 *     {@code j1939:can0,pgn=0x12300,addr=0x20}</td></tr>
 * <tr><td>{@link SockaddrTipc}</td><td>{@code tipc-service:1000:7,scope=2}, {@code
 *     tipc-range:1000:0:99}, {@code tipc-socket:12:0x1001001}</td></tr>
 * <tr><td>{@link SockaddrAlg}</td><td>{@code alg:hash:sha256}</td></tr>
 * <tr><td>{@link SockaddrXdp}</td><td>{@code xdp:eth0:0,flags=0x2}</td></tr>
 * <tr><td>{@link SockaddrL2}</td><td>{@code l2cap:00:1A:7D:DA:71:13:4097}</td></tr>
 * <tr><td>{@link SockaddrRc}</td><td>{@code rfcomm:00:1A:7D:DA:71:13:1}</td></tr>
 * <tr><td>{@link SockaddrSco}</td><td>{@code sco:00:1A:7D:DA:71:13}</td></tr>
 * <tr><td>{@link SockaddrHci}</td><td>{@code hci:0:1}</td></tr>
 * </table>
 *
 * <p>Numbers are decimal, or hexadecimal with {@code 0x}. An interface is its name or its index. A
 * number that has names in C, such as a CID or an Ethernet protocol, is the end of its name in
 * lower case, its whole name, or the number. Text of an address whose fields do not fit its form,
 * such as an algorithm's name with control characters, is the family and hexadecimal digits.
 */
@NullMarked
package org.llsocket.family;

import org.jspecify.annotations.NullMarked;
