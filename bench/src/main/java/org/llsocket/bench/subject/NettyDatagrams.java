package org.llsocket.bench.subject;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.bench.subject.Workload.Loop;

/** Datagrams from one Netty event loop to another; each end has a loop of one thread. */
final class NettyDatagrams {
  private static final int BATCH = 64;
  private static final int CAPACITY = 2048;

  /** How many receive calls a loop makes before it checks for other events; Netty's default. */
  private static final int CALLS = 16;

  private NettyDatagrams() {}

  static Loop plain(Args args) throws InterruptedException {
    return loop(channel(), NettyPeer.zeros(args.size()), 1);
  }

  /**
   * Writes before one flush are sent by sendmmsg; datagrams of a known size are received by
   * recvmmsg.
   */
  static Loop batch(Args args) throws InterruptedException {
    EpollDatagramChannel incoming = channel();
    incoming.config().setMaxDatagramPayloadSize(CAPACITY);
    capacity(incoming, BATCH * CAPACITY);
    return loop(incoming, NettyPeer.zeros(args.size()), BATCH);
  }

  /** Netty splits datagrams that the kernel has coalesced: the handler receives each datagram. */
  static Loop offload(Args args) throws InterruptedException {
    EpollDatagramChannel incoming = channel();
    incoming.config().setUdpGro(true);
    capacity(incoming, 1 << 16);
    // An address is required; without a recipient, a packet is sent to the channel's peer.
    var sender = new InetSocketAddress(0);
    var large = NettyPeer.zeros(BATCH * args.size());
    return loop(incoming, new SegmentedDatagramPacket(large, args.size(), null, sender), 1);
  }

  private static EpollDatagramChannel channel() {
    Epoll.ensureAvailability(); // loads the native library
    return new EpollDatagramChannel(SocketProtocolFamily.INET);
  }

  /** Allocates the buffer for one call, which receives up to {@link #BATCH} datagrams. */
  private static void capacity(EpollDatagramChannel channel, int bytes) {
    var allocator = new FixedRecvByteBufAllocator(bytes);
    channel.config().setRecvByteBufAllocator(allocator.maxMessagesPerRead(CALLS * BATCH));
  }

  /** Sends the message repeatedly, {@code writes} times before each flush. */
  private static Loop loop(EpollDatagramChannel incoming, Object message, int writes)
      throws InterruptedException {
    incoming.config().setReceiveBufferSize(4 << 20);
    var receiver = new Receiver();
    var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    bootstrap(incoming, receiver).bind(here).sync();
    EpollDatagramChannel outgoing = channel();
    var sender = new Sender(outgoing, message, writes, receiver);
    bootstrap(outgoing, sender).connect(incoming.localAddress()).sync();
    return count -> {
      sender.open();
      try {
        receiver.await(count);
      } finally {
        sender.close();
      }
    };
  }

  private static Bootstrap bootstrap(Channel channel, ChannelHandler handler) {
    return new Bootstrap()
        .group(NettyPeer.loop(EpollIoHandler.newFactory()))
        .channelFactory(() -> channel)
        .handler(handler);
  }

  /** Counts in its event loop; the creating thread waits for a count. */
  private static final class Receiver extends ChannelInboundHandlerAdapter {
    private final Thread waiter = Thread.currentThread();
    private long count;
    private volatile long received;
    private volatile long wanted;
    private volatile @Nullable Throwable failure;

    @Override
    public void channelRead(ChannelHandlerContext context, @Nullable Object message) {
      count++;
      ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      received = count;
      if (count >= wanted) {
        LockSupport.unpark(waiter);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      fail(cause);
    }

    void fail(Throwable cause) {
      failure = cause;
      LockSupport.unpark(waiter);
    }

    /** Waits for {@code more} further datagrams; the loop also receives between two waits. */
    void await(long more) throws IOException {
      long until = wanted + more;
      wanted = until;
      while (received < until) {
        LockSupport.park(this);
        if (failure != null) {
          throw new IOException("Netty could not send or receive", failure);
        }
      }
    }
  }

  /** Sends while sending is enabled. */
  private static final class Sender extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private final Object message;
    private final int writes;
    private final Receiver receiver;
    private volatile boolean open;

    Sender(Channel channel, Object message, int writes, Receiver receiver) {
      this.channel = channel;
      this.message = message;
      this.writes = writes;
      this.receiver = receiver;
    }

    void open() {
      open = true;
      channel.eventLoop().execute(this::send);
    }

    void close() {
      open = false;
    }

    /** Executed later, because this may run within a flush. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      channel.eventLoop().execute(this::send);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      receiver.fail(cause);
    }

    private void send() {
      while (open && channel.isWritable()) {
        for (int i = 0; i < writes; i++) {
          var _ = channel.write(message, channel.voidPromise());
        }
        channel.flush();
      }
    }
  }
}
