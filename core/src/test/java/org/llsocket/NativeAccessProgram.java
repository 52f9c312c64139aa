package org.llsocket;

import java.io.IOException;

/** Tries to open a socket twice, and prints why not. */
final class NativeAccessProgram {
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
