package org.llsocket.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.service.Activation;
import org.llsocket.service.ServiceManager;

/**
 * A server that systemd starts with the first connection (socket activation), that reports when it
 * is ready, and that systemd restarts if it hangs (watchdog): the units are in {@code
 * examples/systemd}. Without systemd it opens the socket itself.
 */
public final class SystemdService {
  private final ServiceManager manager = ServiceManager.ofEnvironment();
  private final Duration pause =
      ServiceManager.watchdogInterval().orElse(Duration.ofHours(1)).dividedBy(2);

  private SystemdService() {}

  /** The socket that systemd has opened, or one of our own. */
  private static Socket listener() throws IOException {
    List<Activation> passed = Activation.all();
    if (!passed.isEmpty()) {
      return passed.getFirst().socket();
    }
    Socket listener = Socket.open(AF.INET, SOCK.STREAM);
    listener.bind(SockAddr.inet("127.0.0.1", 0));
    listener.listen();
    return listener;
  }

  /** Accepts clients, and reports to the watchdog between them. */
  private void serve(Socket listener) throws IOException {
    while (listener.isOpen()) {
      boolean client = listener.awaitReadable(pause);
      manager.send(ServiceManager.WATCHDOG);
      if (client) {
        answer(listener);
      }
    }
  }

  private static void answer(Socket listener) throws IOException {
    try (Socket client = listener.accept()) {
      if (client != null) {
        client.send(ByteBuffer.wrap("hello\n".getBytes(UTF_8)));
      }
    }
  }

  public static void main(String[] args) throws IOException {
    var service = new SystemdService();
    try (Socket listener = listener()) {
      String status = "listening on " + listener.getsockname();
      service.manager.send(ServiceManager.READY, ServiceManager.status(status));
      System.out.println(status);
      Runtime.getRuntime().addShutdownHook(new Thread(service::stopping));
      service.serve(listener);
    }
  }

  private void stopping() {
    try {
      manager.send(ServiceManager.STOPPING);
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
  }
}
