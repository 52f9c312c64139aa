package org.llsocket.waiting;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.llsocket.waiting.SocketWays.buffer;
import static org.llsocket.waiting.SocketWays.empty;
import static org.llsocket.waiting.SocketWays.full;
import static org.llsocket.waiting.SocketWays.lingering;
import static org.llsocket.waiting.SocketWays.row;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.llsocket.Descriptor;
import org.llsocket.DescriptorChannel;
import org.llsocket.O;
import org.llsocket.netlink.NetlinkSocket;
import org.llsocket.option.NETLINK;

/** The methods that wait of the JDK's views of a descriptor, and of what opens one with flags. */
final class ViewWays {
  static final List<WaysRow> ALL =
      List.of(
          row("DescriptorChannel.read(ByteBuffer)", d -> empty(s -> channel(s).read(buffer()))),
          row("DescriptorChannel.read(ByteBuffer[])", d -> empty(s -> channel(s).read(two()))),
          row(
              "DescriptorChannel.read(ByteBuffer[],int,int)",
              d -> empty(s -> channel(s).read(two(), 0, 2))),
          row("DescriptorChannel.write(ByteBuffer)", d -> full(s -> channel(s).write(buffer()))),
          row("DescriptorChannel.write(ByteBuffer[])", d -> full(s -> channel(s).write(two()))),
          row(
              "DescriptorChannel.write(ByteBuffer[],int,int)",
              d -> full(s -> channel(s).write(two(), 0, 2))),
          row("DescriptorChannel.close() that lingers", d -> lingering(s -> close(channel(s)))),
          row(
              "Descriptor.openFile(Path,int,int) of a FIFO",
              d -> DescriptorWays.opens(d, fifo -> Descriptor.openFile(fifo, O.RDONLY, 0))),
          row(
              "Descriptor.openFile(byte[],int,int) of a FIFO",
              d ->
                  DescriptorWays.opens(
                      d,
                      fifo ->
                          Descriptor.openFile(fifo.toString().getBytes(US_ASCII), O.RDONLY, 0))),
          row("netlink.NetlinkSocket.receive(Duration)", d -> notification()));

  private ViewWays() {}

  private static DescriptorChannel channel(Descriptor descriptor) {
    return descriptor.toByteChannel();
  }

  private static WaitKind.Setup notification() throws IOException {
    var netlink = NetlinkSocket.open(NETLINK.ROUTE);
    return new WaitKind.Setup(netlink.socket(), () -> netlink.receive(null), List.of());
  }

  private static ByteBuffer[] two() {
    return new ByteBuffer[] {buffer(), buffer()};
  }

  private static boolean close(DescriptorChannel channel) throws IOException {
    channel.close();
    return true;
  }
}
