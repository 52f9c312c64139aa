package org.llsocket.programs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.llsocket.AddrInfoException;
import org.llsocket.Descriptor;
import org.llsocket.ErrnoException;
import org.llsocket.NameInfo;
import org.llsocket.SockAddr;

/** Prints how a lookup fails in a process that has no descriptor left. */
public final class NoDescriptorsProgram {
  private NoDescriptorsProgram() {}

  /** Prints the message and the errno. */
  public static void main(String[] args) throws IOException {
    nameInfoFails(0x4000_0000); // loads the classes, which takes descriptors
    List<Descriptor> taken = new ArrayList<>();
    try {
      while (true) {
        taken.add(Descriptor.openFile(Path.of("/dev/null")));
      }
    } catch (ErrnoException full) {
      AddrInfoException failed = nameInfoFails(0);
      for (Descriptor one : taken) {
        one.close();
      }
      System.out.println(failed.getMessage());
      System.out.println(failed.errno());
    }
  }

  private static AddrInfoException nameInfoFails(int flags) throws IOException {
    try {
      throw new AssertionError(NameInfo.getnameinfo(SockAddr.inet("192.0.2.10", 80), flags));
    } catch (AddrInfoException e) {
      return e;
    }
  }
}
