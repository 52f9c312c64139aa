package org.llsocket.bench.subject;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDatagramChannelConfig;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.llsocket.bench.subject.Work.Loop;

/** Datagrams from one thread to another, by Netty: each thread drives an event loop of its own. */
final class NettyDatagrams {
  private static final int BATCH = 64;
  private static final int ROOM = 2048;

  private NettyDatagrams() {}

  static Loop plain(Args args) throws Exception {
    var receiver = new Receiver();
    return receiver.from(new Sender(receiver.address(), _ -> NettyPeer.zeros(args.size()), 1));
  }

  /** Writes before one flush go out by sendmmsg; datagrams of a known size come in by recvmmsg. */
  static Loop batch(Args args) throws Exception {
    var receiver = new Receiver();
    receiver.config().setMaxDatagramPayloadSize(ROOM);
    receiver.room(BATCH * ROOM);
    return receiver.from(new Sender(receiver.address(), _ -> NettyPeer.zeros(args.size()), BATCH));
  }

  /** Netty cuts what the kernel has joined: each datagram comes to the handler. */
  static Loop offload(Args args) throws Exception {
    var receiver = new Receiver();
    receiver.config().setUdpGro(true);
    receiver.room(1 << 16);
    ByteBuf large = NettyPeer.zeros(BATCH * args.size());
    // No recipient: the sender is connected, and the kernel need not look for the way again.
    return receiver.from(
        new Sender(
            receiver.address(),
            self -> new SegmentedDatagramPacket(large, args.size(), null, self),
            1));
  }

  private static EpollDatagramChannel channel() {
    return new EpollDatagramChannel(SocketProtocolFamily.INET);
  }

  private static Bootstrap bootstrap(ManualIoEventLoop loop, Channel channel, Handler handler) {
    return new Bootstrap().group(loop).channelFactory(() -> channel).handler(handler);
  }

  /** Drives the loop until something is done in it. */
  private static void await(ManualIoEventLoop loop, ChannelFuture future)
      throws InterruptedException {
    while (!future.isDone()) {
      loop.run(0);
    }
    future.sync();
  }

  /** Counts what comes, and keeps what goes wrong for the thread that drives the loop. */
  private static final class Handler extends ChannelInboundHandlerAdapter {
    private long count;
    private @Nullable Throwable failure;

    @Override
    public void channelRead(ChannelHandlerContext context, @Nullable Object message) {
      count++;
      ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      failure = cause;
    }

    void check() throws IOException {
      if (failure != null) {
        throw new IOException("Netty's channel failed", failure);
      }
    }
  }

  /** The receiving end; it belongs to the thread that makes it. */
  private static final class Receiver {
    private final ManualIoEventLoop loop =
        new ManualIoEventLoop(Thread.currentThread(), EpollIoHandler.newFactory());
    private final Handler handler = new Handler();
    private final EpollDatagramChannel channel = channel();

    Receiver() throws InterruptedException {
      config().setReceiveBufferSize(4 << 20);
      await(
          loop,
          bootstrap(loop, channel, handler)
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    EpollDatagramChannelConfig config() {
      return channel.config();
    }

    /** How many bytes a call may bring. */
    void room(int bytes) {
      config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(bytes));
    }

    InetSocketAddress address() {
      return channel.localAddress();
    }

    /** What came after the last of a run, in the same turn of the loop, is of the next run. */
    Loop from(Sender sender) {
      var gate = new Gate(sender);
      return count ->
          gate.during(() -> {
            while (handler.count < count) {
              loop.run(0);
              handler.check();
            }
            handler.count -= count;
          });
    }
  }

  /** What is sent, for a channel with the address. */
  @FunctionalInterface
  private interface Content {
    Object of(InetSocketAddress self);
  }

  /** The sending end; it belongs to the thread that takes its steps. */
  private static final class Sender implements Gate.Step {
    private final ManualIoEventLoop loop =
        new ManualIoEventLoop(null, null, EpollIoHandler.newFactory());
    private final Handler handler = new Handler();
    private final EpollDatagramChannel channel = channel();
    private final InetSocketAddress there;
    private final Content content;
    private final int writes;
    private @Nullable Object message;

    /** Writes {@code writes} times before a flush. */
    Sender(InetSocketAddress there, Content content, int writes) {
      this.there = there;
      this.content = content;
      this.writes = writes;
    }

    @Override
    public void take() throws Exception {
      if (message == null) {
        loop.setOwningThread(Thread.currentThread());
        await(loop, bootstrap(loop, channel, handler).connect(there));
        message = content.of(channel.localAddress());
      }
      while (!channel.isWritable()) {
        loop.run(0);
      }
      for (int i = 0; i < writes; i++) {
        var _ = channel.write(message, channel.voidPromise());
      }
      channel.flush();
      handler.check();
    }
  }
}
