package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.Rtattr;

/**
 * rtnetlink(7): the lists of interfaces and addresses from which getifaddrs(3) builds its result.
 * They identify an interface by its index. The C library returns only a name, which for an IPv4
 * address with a label is the label instead of the interface's name.
 */
public final class Rtnetlink {
  /** {@code RTM_GETLINK}: the interfaces, each a {@code struct ifinfomsg}. */
  public static final int LINKS = Platform.number("RTM_GETLINK");

  /** {@code RTM_GETADDR}: their IP addresses, each a {@code struct ifaddrmsg}. */
  public static final int ADDRESSES = Platform.number("RTM_GETADDR");

  private static final int AF_NETLINK = Platform.number("AF_NETLINK");
  private static final int SOCK_RAW = Platform.number("SOCK_RAW");
  private static final int SOCK_CLOEXEC = Platform.number("SOCK_CLOEXEC");
  private static final int NETLINK_ROUTE = Platform.number("NETLINK_ROUTE");
  private static final int MSG_TRUNC = Platform.number("MSG_TRUNC");
  private static final int NLM_F_REQUEST = Platform.number("NLM_F_REQUEST");
  private static final int NLM_F_DUMP = Platform.number("NLM_F_DUMP");
  private static final int NLM_F_DUMP_INTR = Platform.number("NLM_F_DUMP_INTR");
  private static final int NLMSG_ERROR = Platform.number("NLMSG_ERROR");
  private static final int NLMSG_DONE = Platform.number("NLMSG_DONE");
  private static final int EINTR = Platform.number("EINTR");
  private static final int EMSGSIZE = Platform.number("EMSGSIZE");
  private static final int HEADER = Fields.size("nlmsghdr");
  private static final int REQUEST = HEADER + 4; // followed by a struct rtgenmsg, AF_UNSPEC
  private static final int CAPACITY = 64 * 1024; // the kernel writes at most 32 KiB at a time
  private static final int MAX_TRIES = 10;

  private Rtnetlink() {}

  /**
   * Adds a copy of each message of a list, without its header, to {@code messages}. A list that
   * changed while the kernel wrote it is requested again.
   *
   * @param list {@link #LINKS} or {@link #ADDRESSES}
   * @return 0 or {@code -errno}
   */
  public static int dump(MemorySegment errno, int list, List<MemorySegment> messages) {
    int fd = SocketCalls.socket(errno, AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (fd < 0) {
      return fd;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(CAPACITY, Long.BYTES);
      int n = 1;
      for (int sequence = 1; n > 0 && sequence <= MAX_TRIES; sequence++) {
        messages.clear();
        n = ask(errno, fd, list, sequence, buffer);
        n = n < 0 ? n : receive(errno, fd, sequence, buffer, messages);
      }
      return Math.min(n, 0);
    } finally {
      int _ = FdCalls.discard(fd);
    }
  }

  private static int ask(
      MemorySegment errno, int fd, int list, int sequence, MemorySegment buffer) {
    MemorySegment request = buffer.asSlice(0, REQUEST).fill((byte) 0);
    new Fields("nlmsghdr", request)
        .set("nlmsg_len", REQUEST)
        .set("nlmsg_type", list)
        .set("nlmsg_flags", NLM_F_REQUEST | NLM_F_DUMP)
        .set("nlmsg_seq", sequence);
    long n;
    do {
      n = TransferCalls.send(errno, fd, request, 0, REQUEST, 0);
    } while (n == -EINTR);
    return (int) n;
  }

  /** Returns 0, {@code -errno}, or 1 if the list has changed meanwhile. */
  private static int receive(
      MemorySegment errno,
      int fd,
      int sequence,
      MemorySegment buffer,
      List<MemorySegment> messages) {
    boolean changed = false;
    while (true) {
      long n = TransferCalls.recv(errno, fd, buffer, 0, CAPACITY, MSG_TRUNC);
      if (n == -EINTR) {
        continue;
      }
      if (n < 0 || n > CAPACITY) {
        return n < 0 ? (int) n : -EMSGSIZE;
      }
      for (long at = 0; at + HEADER <= n; ) {
        var header = new Fields("nlmsghdr", buffer.asSlice(at));
        long length = header.get("nlmsg_len");
        if (length < HEADER || at + length > n) {
          break;
        }
        if (header.get("nlmsg_seq") == sequence) {
          MemorySegment message = buffer.asSlice(at + HEADER, length - HEADER);
          long type = header.get("nlmsg_type");
          changed |= (header.get("nlmsg_flags") & NLM_F_DUMP_INTR) != 0;
          if (type == NLMSG_ERROR) {
            return new Fields("nlmsgerr", message).getInt("error");
          }
          if (type == NLMSG_DONE) {
            int error = length < HEADER + Integer.BYTES ? 0 : message.get(JAVA_INT_UNALIGNED, 0);
            return error < 0 || !changed ? Math.min(error, 0) : 1;
          }
          messages.add(MemorySegment.ofArray(message.toArray(JAVA_BYTE)));
        }
        at += Rtattr.align(length);
      }
    }
  }
}
