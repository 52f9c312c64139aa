package org.llsocket.programs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.llsocket.Descriptor;
import org.llsocket.ErrnoException;
import org.llsocket.Socket;
import org.llsocket.option.SO;
import org.llsocket.service.Activation;

/**
 * Prints what a service manager has passed, and what is wrong with it. With an argument it serves
 * one client of the socket with this name.
 */
public final class ActivationProgram {
  private ActivationProgram() {}

  public static void main(String[] args) throws IOException {
    try {
      List<Activation> all = Activation.all();
      for (Activation each : all) {
        System.out.println(each.name() + " " + describe(each.descriptor()));
      }
      System.out.println("same again: " + Activation.all().equals(all));
      for (Activation each : all) {
        if (args.length > 0 && each.name().equals(args[0])) {
          serve(each.socket());
        } else if (!(each.descriptor() instanceof Socket)) {
          refuse(each);
        }
      }
    } catch (IOException e) {
      System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static String describe(Descriptor descriptor) throws IOException {
    String flags = "fd=" + descriptor.fd() + " cloexec=" + descriptor.cloexec();
    return descriptor instanceof Socket socket
        ? flags
            + " "
            + socket.family()
            + " "
            + socket.type()
            + " listens="
            + socket.get(SO.ACCEPTCONN)
        : flags + " no socket";
  }

  private static void refuse(Activation each) throws IOException {
    try {
      each.socket();
    } catch (ErrnoException e) {
      System.out.println(e.errno());
    }
  }

  private static void serve(Socket listener) throws IOException {
    try (Socket client = listener.accept()) {
      if (client != null) {
        client.send(ByteBuffer.wrap(new byte[] {42}));
      }
    }
  }
}
