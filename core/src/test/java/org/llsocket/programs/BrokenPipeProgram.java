package org.llsocket.programs;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.llsocket.Descriptor;
import org.llsocket.ErrnoException;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.testing.Libc;

/** Writes in every way to peers that are gone, and prints the results. */
public final class BrokenPipeProgram {
  private BrokenPipeProgram() {}

  private interface Write {
    Object to(Socket socket) throws IOException;
  }

  /** The argument is a file that is not empty. */
  public static void main(String[] args) throws IOException {
    Path path = Path.of(args[0]);
    MemorySegment one = MemorySegment.ofArray(new byte[1]);
    Map<String, Write> writes = new LinkedHashMap<>();
    writes.put("send", socket -> socket.send(one));
    writes.put("sendto", socket -> socket.sendto(one, SockAddr.unnamed()));
    writes.put("write", socket -> socket.write(one));
    writes.put("write buffers", socket -> socket.write(ByteBuffer.allocate(1)));
    writes.put("sendfile", socket -> socket.sendfile(path, 0, 1));
    writes.put("sendfile channel", socket -> fromChannel(socket, path));
    for (Map.Entry<String, Write> write : writes.entrySet()) {
      try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
        pair.second().close();
        say(write.getKey(), () -> write.getValue().to(pair.first()));
      }
    }
    int[] ends = Libc.pipe();
    Libc.call("close", ends[0]);
    try (Descriptor pipe = Descriptor.adopt(ends[1])) {
      say("pipe", () -> pipe.write(one));
    }
  }

  private interface Call {
    Object call() throws IOException;
  }

  private static void say(String name, Call call) throws IOException {
    try {
      System.out.println(name + " " + call.call());
    } catch (ErrnoException e) {
      System.out.println(name + " " + e.errno());
    }
  }

  private static Object fromChannel(Socket socket, Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      return socket.sendfile(channel, 0, 1);
    }
  }
}
