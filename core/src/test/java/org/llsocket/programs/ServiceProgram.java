package org.llsocket.programs;

import java.io.IOException;
import java.time.Duration;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.service.ServiceManager;

/** Reports to the service manager that its environment names, and prints what the manager asks. */
public final class ServiceProgram {
  private ServiceProgram() {}

  public static void main(String[] args) throws IOException {
    ServiceManager manager = ServiceManager.ofEnvironment();
    System.out.println(
        manager.isPresent() + " " + ServiceManager.watchdogInterval().orElse(Duration.ZERO));
    boolean sent = manager.send(ServiceManager.READY, ServiceManager.status("ready"));
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      sent &= manager.store("pair", pair.first(), pair.second());
    }
    sent &= manager.send(ServiceManager.WATCHDOG);
    sent &= manager.barrier(Duration.ofMinutes(1));
    System.out.println(sent);
  }
}
