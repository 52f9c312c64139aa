package org.llsocket.nio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.channels.MembershipKey;
import java.nio.channels.MulticastChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.Socket;
import org.llsocket.option.GroupReq;
import org.llsocket.option.GroupSourceReq;
import org.llsocket.option.MCAST;

/** {@code MCAST_JOIN_GROUP} and its like: the multicast groups that a channel is a member of. */
final class Memberships {
  private final MulticastChannel channel;
  private final Socket socket;
  private final List<Key> keys = new ArrayList<>(); // guarded by this

  Memberships(MulticastChannel channel, Socket socket) {
    this.channel = channel;
    this.socket = socket;
  }

  /**
   * Joins a group.
   *
   * @param source the only sender to receive from; null for all
   */
  synchronized MembershipKey join(
      InetAddress group, NetworkInterface at, @Nullable InetAddress source) throws IOException {
    check(group, source);
    if (at.getIndex() < 0) {
      throw new IOException("Network interface cannot be identified");
    }
    Key known = find(group, at, source);
    if (known != null) {
      return known;
    }
    if (source == null) {
      socket.set(MCAST.JOIN_GROUP, GroupReq.of(group, at.getIndex()));
    } else {
      socket.set(MCAST.JOIN_SOURCE_GROUP, GroupSourceReq.of(group, source, at.getIndex()));
    }
    var key = new Key(group, at, source);
    keys.add(key);
    return key;
  }

  private void check(InetAddress group, @Nullable InetAddress source) {
    if (!group.isMulticastAddress()) {
      throw new IllegalArgumentException("Group not a multicast address");
    }
    if (group instanceof Inet6Address && !socket.family().equals(AF.INET6)) {
      throw new IllegalArgumentException("Only IPv6 sockets can join IPv6 multicast group");
    }
    if (source != null) {
      checkSource(source, group);
    }
  }

  private static void checkSource(InetAddress source, InetAddress group) {
    if (source.isAnyLocalAddress()) {
      throw new IllegalArgumentException("Source address is a wildcard address");
    }
    if (source.isMulticastAddress()) {
      throw new IllegalArgumentException("Source address is multicast address");
    }
    if (source instanceof Inet4Address != group instanceof Inet4Address) {
      throw new IllegalArgumentException("Source address is different type to group");
    }
  }

  /**
   * The membership in a group for a source.
   *
   * @throws IllegalStateException if there is one for all sources and one source is asked for, or
   *     the other way round
   */
  private @Nullable Key find(InetAddress group, NetworkInterface at, @Nullable InetAddress source) {
    for (Key key : keys) {
      if (key.group.equals(group) && key.at.equals(at)) {
        if ((key.source == null) != (source == null)) {
          throw new IllegalStateException(
              source == null
                  ? "Already have source-specific membership"
                  : "Already a member to receive all packets");
        }
        if (source == null || source.equals(key.source)) {
          return key;
        }
      }
    }
    return null;
  }

  /** The membership in a group for all sources, or null. */
  synchronized @Nullable MembershipKey find(InetAddress group, NetworkInterface at) {
    return find(group, at, null);
  }

  /** Ends all: the socket is being closed. */
  synchronized void invalidateAll() {
    keys.clear();
  }

  private synchronized boolean isValid(Key key) {
    return keys.contains(key);
  }

  private synchronized void drop(Key key) {
    if (!keys.remove(key)) {
      return;
    }
    try {
      InetAddress source = key.source;
      int index = key.at.getIndex();
      if (source == null) {
        socket.set(MCAST.LEAVE_GROUP, GroupReq.of(key.group, index));
      } else {
        socket.set(MCAST.LEAVE_SOURCE_GROUP, GroupSourceReq.of(key.group, source, index));
      }
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.EADDRNOTAVAIL) && !e.errno().equals(Errno.ENODEV)) {
        throw new UncheckedIOException(e); // with these two the interface has gone
      }
    } catch (IOException e) {
      // the socket has just been closed, which ends the membership
    }
  }

  private synchronized void block(Key key, InetAddress source) throws IOException {
    ensureValid(key);
    checkSource(source, key.group);
    if (!key.blocked.contains(source)) {
      GroupSourceReq request = GroupSourceReq.of(key.group, source, key.at.getIndex());
      socket.set(MCAST.BLOCK_SOURCE, request);
      key.blocked.add(source);
    }
  }

  private synchronized void unblock(Key key, InetAddress source) {
    if (!key.blocked.contains(source)) {
      throw new IllegalStateException("not blocked");
    }
    ensureValid(key);
    try {
      GroupSourceReq request = GroupSourceReq.of(key.group, source, key.at.getIndex());
      socket.set(MCAST.UNBLOCK_SOURCE, request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    key.blocked.remove(source);
  }

  private void ensureValid(Key key) {
    if (!keys.contains(key)) {
      throw new IllegalStateException("key is no longer valid");
    }
  }

  /** A membership; {@link Memberships} has its state. */
  private final class Key extends MembershipKey {
    private final InetAddress group;
    private final NetworkInterface at;
    private final @Nullable InetAddress source;
    private final Set<InetAddress> blocked = new HashSet<>();

    Key(InetAddress group, NetworkInterface at, @Nullable InetAddress source) {
      this.group = group;
      this.at = at;
      this.source = source;
    }

    @Override
    public boolean isValid() {
      return Memberships.this.isValid(this);
    }

    @Override
    public void drop() {
      Memberships.this.drop(this);
    }

    @Override
    public MembershipKey block(InetAddress from) throws IOException {
      if (source != null) {
        throw new IllegalStateException("key is source-specific");
      }
      Memberships.this.block(this, from);
      return this;
    }

    @Override
    public MembershipKey unblock(InetAddress from) {
      Memberships.this.unblock(this, from);
      return this;
    }

    @Override
    public MulticastChannel channel() {
      return channel;
    }

    @Override
    public InetAddress group() {
      return group;
    }

    @Override
    public NetworkInterface networkInterface() {
      return at;
    }

    @Override
    public @Nullable InetAddress sourceAddress() {
      return source;
    }

    /** {@code <239.1.2.3,eth0,192.0.2.1>}. */
    @Override
    public String toString() {
      String from = source == null ? "" : "," + source.getHostAddress();
      return "<" + group.getHostAddress() + "," + at.getName() + from + ">";
    }
  }
}
