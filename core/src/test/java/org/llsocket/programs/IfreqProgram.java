package org.llsocket.programs;

import java.io.IOException;
import org.llsocket.AF;
import org.llsocket.IFF;
import org.llsocket.Interface;
import org.llsocket.SOCK;
import org.llsocket.Socket;

/** Changes the loopback of the network namespace that it runs in, and prints what it then is. */
public final class IfreqProgram {
  private static final String LO = "lo";

  private IfreqProgram() {}

  /** Brings it up, gives it another MTU, and brings it down. */
  public static void main(String[] args) throws IOException {
    try (Socket socket = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      print(socket);
      Interface.siocsifflags(socket, LO, Interface.siocgifflags(socket, LO) | IFF.UP);
      print(socket);
      Interface.siocsifmtu(socket, LO, 12345);
      print(socket);
      Interface.siocsifflags(socket, LO, 0);
      print(socket);
    }
  }

  private static void print(Socket socket) throws IOException {
    String flags = IFF.toString(Interface.siocgifflags(socket, LO));
    System.out.println(flags + " " + Interface.siocgifmtu(socket, LO));
  }
}
