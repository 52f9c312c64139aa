package org.llsocket.examples;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.llsocket.AF;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.option.TCP;

/**
 * Serves one file over HTTP. The bytes are sent from the page cache without being copied into this
 * process: {@code FileServer movie.mp4 8080}, then {@code curl -O http://localhost:8080/}.
 */
public final class FileServer {
  private FileServer() {}

  static Socket listen(int port) throws IOException {
    var listener = Socket.open(AF.INET, SOCK.STREAM);
    listener.bind(SockAddr.inet("127.0.0.1", port));
    listener.listen();
    return listener;
  }

  /** Sends the file to one client, whatever its request. */
  static long serve(Socket listener, Path file) throws IOException {
    try (var client = listener.accept()) {
      if (client == null) {
        return 0;
      }
      client.recv(ByteBuffer.allocate(8192)); // the request is ignored
      long length = Files.size(file);
      String head = "HTTP/1.0 200 OK\r\nContent-Length: " + length + "\r\n\r\n";
      client.set(TCP.CORK, true); // head and file leave in full segments
      client.send(ByteBuffer.wrap(head.getBytes(US_ASCII)));
      long sent = client.sendfile(file, 0, length);
      client.set(TCP.CORK, false);
      client.shutdown(SHUT.WR);
      return sent;
    }
  }

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    try (var listener = listen(args.length > 1 ? Integer.parseInt(args[1]) : 8080)) {
      System.out.println("http://" + listener.getsockname() + "/");
      while (true) {
        System.out.println(serve(listener, file) + " bytes sent");
      }
    }
  }
}
