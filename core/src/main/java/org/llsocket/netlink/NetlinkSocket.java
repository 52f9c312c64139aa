package org.llsocket.netlink;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.IPPROTO;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.family.SockaddrNl;
import org.llsocket.internal.platform.Platform;
import org.llsocket.option.NETLINK;
import org.llsocket.option.Option;

/**
 * A socket of netlink: sends requests and returns the answers, receives notifications.
 *
 * {@snippet :
 * try (var netlink = NetlinkSocket.open(NETLINK.ROUTE)) {
 *   netlink.join(RTNLGRP.LINK);
 *   while (true) {
 *     for (NetlinkMessage message : netlink.receive(null)) {
 *       log(Rtnetlink.link(message));
 *     }
 *   }
 * }
 * }
 *
 * <p>Use one socket for requests and another for notifications: {@link #request} and {@link #dump}
 * discard notifications that arrive meanwhile. Messages of other processes are discarded. For one
 * thread at a time; {@link #close} may be called by any.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>
 */
public final class NetlinkSocket implements AutoCloseable {
  private static final int ERROR = Platform.number("NLMSG_ERROR");
  private static final int DONE = Platform.number("NLMSG_DONE");
  private static final int NOOP = Platform.number("NLMSG_NOOP");
  private static final int OVERRUN = Platform.number("NLMSG_OVERRUN");
  private static final int MAX_TRIES = 10;
  private static final SockAddr KERNEL = SockAddr.netlink(0, 0);

  private final Socket socket;
  private final int protocol;
  private final SockAddrBuffer from = new SockAddrBuffer();
  private MemorySegment buffer = Arena.ofAuto().allocate(64 * 1024, Long.BYTES);
  private int port; // 0 until bound
  private int seq;

  private NetlinkSocket(Socket socket, int protocol) {
    this.socket = socket;
    this.protocol = protocol;
  }

  /**
   * {@code socket(2)} and {@code bind(2)}: a socket with a port id of the kernel's choice, which
   * reports extended errors and checks requests strictly if the kernel can.
   *
   * @param protocol {@link NETLINK#ROUTE}, {@link NETLINK#SOCK_DIAG} and so on
   * @throws ErrnoException EPROTONOSUPPORT if the kernel does not have the protocol
   */
  public static NetlinkSocket open(int protocol) throws IOException {
    return of(Socket.open(AF.NETLINK, SOCK.RAW, new IPPROTO(protocol)), protocol);
  }

  /**
   * A socket that was opened elsewhere, in another network namespace for example. It is bound here,
   * and closed by {@link #close}, or if this method throws.
   */
  public static NetlinkSocket of(Socket socket, int protocol) throws IOException {
    try {
      var netlink = new NetlinkSocket(socket, protocol);
      for (Option<Boolean> option :
          List.of(NETLINK.CAP_ACK, NETLINK.EXT_ACK, NETLINK.GET_STRICT_CHK)) {
        netlink.setIfKnown(option);
      }
      socket.bind(KERNEL);
      netlink.port = socket.getsockname().as(SockaddrNl.class).pid();
      return netlink;
    } catch (Throwable e) {
      socket.close();
      throw e;
    }
  }

  private void setIfKnown(Option<Boolean> option) throws IOException {
    try {
      socket.set(option, true);
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.ENOPROTOOPT)) {
        throw e;
      }
    }
  }

  /** The socket, for its options and to wait for several. */
  public Socket socket() {
    return socket;
  }

  // ---- requests

  /**
   * Sends a request and waits for its acknowledgement.
   *
   * @return the messages before the acknowledgement: none, or the object that was asked for
   * @throws NetlinkException if the kernel refuses the request
   * @throws NetlinkOverrunException if messages were lost, the answer perhaps among them
   */
  public List<NetlinkMessage> request(NetlinkRequest request) throws IOException {
    send(request, NLM.F_ACK);
    List<NetlinkMessage> answers = new ArrayList<>();
    while (true) {
      for (NetlinkMessage message : answers()) {
        if (message.type() == ERROR) {
          check(request, message);
          return answers;
        }
        if (isData(message)) {
          answers.add(message);
        }
      }
    }
  }

  /**
   * Asks for a list and returns all of it. A list that changed meanwhile is requested again, up to
   * ten times.
   *
   * @throws NetlinkException if the kernel refuses the request, or fails within the list
   * @throws NetlinkOverrunException if messages were lost
   * @throws IOException if the list changed each time
   */
  public List<NetlinkMessage> dump(NetlinkRequest request) throws IOException {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      List<NetlinkMessage> list = dumpOnce(request);
      if (list.stream().noneMatch(message -> (message.flags() & NLM.F_DUMP_INTR) != 0)) {
        list.removeIf(message -> message.type() == DONE);
        return list;
      }
    }
    throw new IOException(name(request) + ": the list changed during each of ten dumps");
  }

  /** One dump, with the message that ends it. */
  private List<NetlinkMessage> dumpOnce(NetlinkRequest request) throws IOException {
    send(request, NLM.F_DUMP);
    List<NetlinkMessage> list = new ArrayList<>();
    while (true) {
      for (NetlinkMessage message : answers()) {
        boolean isEnd = message.type() == DONE;
        if (isEnd || message.type() == ERROR) {
          check(request, message);
        }
        if (isEnd || isData(message)) {
          list.add(message);
        }
        if (isEnd || message.type() == ERROR) {
          return list;
        }
      }
    }
  }

  private static boolean isData(NetlinkMessage message) {
    return message.type() != NOOP && message.type() != ERROR && message.type() != DONE;
  }

  private void send(NetlinkRequest request, int flags) throws IOException {
    seq++;
    socket.sendto(MemorySegment.ofArray(request.toBytes(flags, seq)), KERNEL);
  }

  /** The messages of the next datagram that answer the current request. */
  private List<NetlinkMessage> answers() throws IOException {
    List<NetlinkMessage> messages = datagram(null);
    messages.removeIf(message -> message.seq() != seq || message.pid() != port);
    return messages;
  }

  private void check(NetlinkRequest request, NetlinkMessage answer) throws IOException {
    boolean hasError = answer.payload().byteSize() >= Integer.BYTES;
    if (!hasError && answer.type() == ERROR) {
      throw new ProtocolException("an error without its number: " + answer);
    }
    int error = hasError ? answer.payload().get(JAVA_INT_UNALIGNED, 0) : 0; // of DONE: optional
    if (error < 0) {
      throw NetlinkException.of(name(request), -error, NetlinkException.extended(answer));
    }
  }

  private String name(NetlinkRequest request) {
    if (protocol == NETLINK.ROUTE) {
      return Platform.nameOf("RTM_", request.type());
    }
    return protocol == NETLINK.SOCK_DIAG && request.type() == SockDiag.BY_FAMILY
        ? "SOCK_DIAG_BY_FAMILY"
        : "request " + request.type();
  }

  // ---- notifications

  /**
   * {@code NETLINK_ADD_MEMBERSHIP}: receives what is sent to a multicast group from now on.
   *
   * @param group {@code RTNLGRP_*}
   */
  public void join(int group) throws IOException {
    socket.set(NETLINK.ADD_MEMBERSHIP, group);
  }

  /** {@code NETLINK_DROP_MEMBERSHIP}: leaves a group. */
  public void leave(int group) throws IOException {
    socket.set(NETLINK.DROP_MEMBERSHIP, group);
  }

  /**
   * Waits for the next notification.
   *
   * @param timeout how long to wait; null for ever
   * @return its messages, at least one; none once the timeout has passed
   * @throws NetlinkOverrunException if messages were lost; the socket remains usable
   */
  public List<NetlinkMessage> receive(@Nullable Duration timeout) throws IOException {
    long start = System.nanoTime();
    while (true) {
      Duration left = timeout == null ? null : timeout.minusNanos(System.nanoTime() - start);
      if (left != null && left.isNegative()) {
        left = Duration.ZERO;
      }
      try {
        List<NetlinkMessage> messages = datagram(left);
        messages.removeIf(message -> !isData(message));
        if (!messages.isEmpty()) {
          return messages;
        }
      } catch (SocketTimeoutException e) {
        return List.of();
      }
    }
  }

  /** The messages of the next datagram; none if it is not the kernel's. */
  private List<NetlinkMessage> datagram(@Nullable Duration timeout) throws IOException {
    try {
      int size = recvfrom(MSG.PEEK | MSG.TRUNC, timeout);
      if (size > buffer.byteSize()) {
        buffer = Arena.ofAuto().allocate(size, Long.BYTES);
      }
      int n = recvfrom(MSG.TRUNC, timeout);
      if (n < 0) {
        throw new SocketTimeoutException("no message of netlink");
      }
      if (n > buffer.byteSize()) {
        throw new ProtocolException("a datagram of " + n + " bytes, after one of " + size);
      }
      return from.as(SockaddrNl.class).pid() == 0
          ? withoutOverrun(NetlinkMessage.parse(buffer.asSlice(0, n)))
          : new ArrayList<>();
    } catch (ErrnoException e) {
      throw e.errno().equals(Errno.ENOBUFS) ? new NetlinkOverrunException(e) : e;
    }
  }

  private int recvfrom(int flags, @Nullable Duration timeout) throws IOException {
    return timeout == null
        ? socket.recvfrom(buffer, from, flags)
        : socket.recvfrom(buffer, from, flags, timeout);
  }

  private static List<NetlinkMessage> withoutOverrun(List<NetlinkMessage> messages)
      throws NetlinkOverrunException {
    for (NetlinkMessage message : messages) {
      if (message.type() == OVERRUN) {
        throw new NetlinkOverrunException(new ProtocolException(message.toString()));
      }
    }
    return messages;
  }

  /** Closes the socket; a thread that waits gets {@code AsynchronousCloseException}. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
