package org.llsocket.programs;

import java.io.IOException;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.Socket;

/** Tries to open a socket twice, and prints why not. */
public final class NativeAccessProgram {
  private NativeAccessProgram() {}

  public static void main(String[] args) throws IOException {
    for (int i = 0; i < 2; i++) {
      try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
        System.out.println(socket);
      } catch (IllegalCallerException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
