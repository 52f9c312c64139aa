package org.llsocket.waiting;

import static org.llsocket.waiting.SocketWays.LONG;
import static org.llsocket.waiting.SocketWays.row;
import static org.llsocket.waiting.SocketWays.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.service.ServiceManager;

/** Reports to a service manager that reads nothing. */
final class ServiceWays {
  static final List<WaysRow> ALL =
      List.of(
          row(
              "service.ServiceManager.send(String[])",
              d -> reports(d, true, (manager, other) -> manager.send(ServiceManager.READY))),
          row(
              "service.ServiceManager.store(String,Descriptor[])",
              d -> reports(d, true, (manager, other) -> manager.store("a", other))),
          row(
              "service.ServiceManager.barrier(Duration)",
              d -> reports(d, false, (manager, other) -> manager.barrier(LONG))));

  private ServiceWays() {}

  private interface Call {
    boolean on(ServiceManager manager, Descriptor other) throws IOException;
  }

  private static WaitKind.Setup reports(Path directory, boolean full, Call call)
      throws IOException {
    SockAddr address = SockAddr.unix(directory.resolve("n" + System.nanoTime()));
    Socket receiver = Socket.open(AF.UNIX, SOCK.DGRAM);
    receiver.bind(address);
    if (full) {
      try (Socket sender = Socket.open(AF.UNIX, SOCK.DGRAM.nonblock())) {
        while (sender.sendto(segment(), address) != Socket.AGAIN) {
          Thread.onSpinWait();
        }
      }
    }
    var manager = ServiceManager.at(address);
    // Not the receiver: a message that waits keeps the files that it carries open.
    Socket other = Socket.open(AF.UNIX, SOCK.DGRAM);
    return new WaitKind.Setup(receiver, () -> call.on(manager, other), List.of(other));
  }
}
