package org.llsocket.nio;

import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;

/** Peers whose paths are no text in the encoding of the process that accepts them. */
public final class PeerNameProgram {
  private PeerNameProgram() {}

  /** Prints the class of a peer's and of a sender's address, and the sockets that are left open. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    LlsocketProvider provider = LlsocketProvider.instance();
    SockAddr name = SockAddr.unix(directory.resolve("listener"));
    SockAddr box = SockAddr.unix(directory.resolve("box"));
    List<String> before = OpenSockets.all();
    var streams = new SocketFamily(AF.UNIX, SOCK.STREAM);
    var packets = new SocketFamily(AF.UNIX, SOCK.DGRAM);
    try (ServerSocketChannel listener = provider.openServerSocketChannel(streams);
        DatagramChannel receiver = provider.openDatagramChannel(packets);
        Socket peer = Socket.open(AF.UNIX, SOCK.STREAM);
        Socket sender = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      listener.bind(name);
      receiver.bind(box);
      peer.bind(peerName(directory, 1));
      sender.bind(peerName(directory, 2));
      int _ = peer.connect(name);
      int _ = sender.sendto(ByteBuffer.wrap(new byte[1]), box);
      try (SocketChannel accepted = listener.accept()) {
        System.out.println(accepted.getRemoteAddress().getClass().getSimpleName());
      }
      System.out.println(receiver.receive(ByteBuffer.allocate(1)).getClass().getSimpleName());
    }
    System.out.println(OpenSockets.all().equals(before));
  }

  /** With a letter in UTF-8 that ASCII does not have. */
  private static SockAddr peerName(Path directory, int number) {
    return SockAddr.unix(directory + "/\u00fc" + number);
  }
}
