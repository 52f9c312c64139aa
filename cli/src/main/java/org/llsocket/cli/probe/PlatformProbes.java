package org.llsocket.cli.probe;

import java.io.IOException;
import java.lang.foreign.Linker;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.llsocket.Descriptor;
import org.llsocket.MSG;
import org.llsocket.Pipe;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.cli.process.SystemInfo;
import org.llsocket.option.Option;
import org.llsocket.option.Options;
import org.llsocket.uring.Ring;
import org.llsocket.uring.RingSupport;

/** What older kernels and other C libraries lack, and what the library does without it. */
final class PlatformProbes {
  private static final String SECTION = "Kernel and C library";

  private PlatformProbes() {}

  static List<ProbeResult> results() {
    return List.of(
        ring(),
        since("RWF_NOWAIT on pipes", "6.4", "virtual threads read and write pipes themselves")
            .orElse("a platform thread makes the calls for them"),
        since("RWF_NOWAIT on sockets", "6.7", "preadv2(2) of a socket that does not wait")
            .orElse("sendmsg(2) and recvmsg(2) with MSG_DONTWAIT do the same"),
        function("preadv2"),
        function("pwritev2"),
        ProbeResult.attempt(
                SECTION, "sendfile to a pipe", "sendfile(2) to a pipe", PlatformProbes::sendfile)
            .orElse("sendfile of a path reads and writes, sendfile of a descriptor fails"),
        ProbeResult.attempt(
                SECTION, "MSG_OOB on Unix streams", "an urgent byte", PlatformProbes::urgent)
            .orElse("sends with MSG.OOB fail"),
        since("UDP_SEGMENT of 128", "6.9", "up to 128 datagrams in one message")
            .orElse("DatagramSender joins up to 64"),
        newerOptions());
  }

  /** Opens a ring: the kernel's version does not say whether that is allowed. */
  private static ProbeResult ring() {
    RingSupport support = Ring.support();
    return new ProbeResult(
            SECTION,
            "io_uring",
            support.available(),
            "Ring, and Loop's engine: " + support.reason())
        .orElse("Loop uses an epoll, and Ring.open fails");
  }

  /** What cannot be tried by a call of its own. */
  private static ProbeResult since(String name, String release, String purpose) {
    return new ProbeResult(
        SECTION, name, SystemInfo.isLinuxSince(release), purpose + ", since Linux " + release);
  }

  /** A function that not every C library has. */
  private static ProbeResult function(String name) {
    boolean found = Linker.nativeLinker().defaultLookup().find(name).isPresent();
    return new ProbeResult(SECTION, name, found, "a function of the C library, for RWF_NOWAIT")
        .orElse("as without RWF_NOWAIT");
  }

  private static void sendfile() throws IOException {
    Path path = Files.createTempFile("llsocket-probe", null);
    try (Pipe pipe = Pipe.open();
        Descriptor file = Descriptor.openFile(Files.write(path, new byte[1]))) {
      pipe.writer().sendfile(file, 0, 1);
    } finally {
      Files.delete(path);
    }
  }

  private static void urgent() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.first().send(ByteBuffer.allocate(1), MSG.OOB);
    }
  }

  private static ProbeResult newerOptions() {
    String names =
        Options.all().stream()
            .filter(option -> !option.since().isEmpty() && !SystemInfo.isLinuxSince(option.since()))
            .map(PlatformProbes::withRelease)
            .collect(Collectors.joining(", "));
    return ProbeResult.value(SECTION, "options newer than it", names.isEmpty() ? "none" : names);
  }

  private static String withRelease(Option<?> option) {
    return option.name() + " (" + option.since() + ")";
  }
}
