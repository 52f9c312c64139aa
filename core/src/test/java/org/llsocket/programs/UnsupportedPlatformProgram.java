package org.llsocket.programs;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.llsocket.AF;
import org.llsocket.AddrInfo;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.IPPROTO;
import org.llsocket.Interface;
import org.llsocket.MSG;
import org.llsocket.NI;
import org.llsocket.NameInfo;
import org.llsocket.Pipe;
import org.llsocket.SOCK;
import org.llsocket.SOL;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.message.Message;
import org.llsocket.message.MessageBatch;
import org.llsocket.option.Options;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;
import org.llsocket.poll.Epoll;
import org.llsocket.poll.Poll;

/** Makes every kind of call twice, on both kinds of threads, and prints what each throws. */
public final class UnsupportedPlatformProgram {
  private static final Map<String, Callable<?>> CALLS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("socket", () -> Socket.open(AF.INET, SOCK.STREAM)),
              Map.entry("socketpair", () -> Socket.pair(SOCK.STREAM)),
              Map.entry("adopted socket", () -> Socket.adopt(0)),
              Map.entry("adopted descriptor", () -> Descriptor.adopt(0)),
              Map.entry("open", () -> Descriptor.openFile(Path.of("/dev/null"))),
              Map.entry("pipe", Pipe::open),
              Map.entry("epoll", Epoll::open),
              Map.entry("poll", () -> new Poll().poll(Duration.ZERO)),
              Map.entry("getaddrinfo", () -> AddrInfo.getaddrinfo("localhost", "80")),
              Map.entry(
                  "getnameinfo",
                  () ->
                      NameInfo.getnameinfo(
                          SockAddr.of(InetAddress.ofLiteral("127.0.0.1"), 80), NI.NUMERICHOST)),
              Map.entry("getifaddrs", Interface::getifaddrs),
              Map.entry("if_nametoindex", () -> Interface.nametoindex("lo")),
              Map.entry("inet_pton", () -> SockAddr.inet("127.0.0.1", 80))));

  private UnsupportedPlatformProgram() {}

  public static void main(String[] args) throws Exception {
    IO.println("names " + List.of(AF.INET6, SOCK.STREAM, IPPROTO.UDP, MSG.PEEK, SO.REUSEADDR));
    IO.println("options " + (Options.all().size() > 100) + " " + TCP.ESTABLISHED);
    IO.println("errno " + Errno.ECONNREFUSED + " " + SOL.toString(SOL.SOCKET));
    IO.println("address " + SockAddr.unix("/a"));
    IO.println(
        "messages "
            + new Message().controlCapacity(64).receivedFlags()
            + " "
            + (MessageBatch.builder().build() != null));
    for (Thread.Builder kind : List.of(Thread.ofVirtual(), Thread.ofPlatform())) {
      for (int i = 0; i < 2; i++) {
        CALLS.forEach((name, call) -> print(kind, name, call));
      }
    }
  }

  private static void print(Thread.Builder kind, String name, Callable<?> call) {
    try {
      kind.start(() -> IO.println(name + ": " + outcome(call))).join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String outcome(Callable<?> call) {
    try {
      return "returned " + call.call();
    } catch (Throwable t) {
      return t.getClass().getSimpleName() + " " + t.getMessage();
    }
  }
}
