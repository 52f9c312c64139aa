package org.llsocket.programs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.llsocket.AF;
import org.llsocket.AI;
import org.llsocket.AddrInfo;
import org.llsocket.AddrInfoException;
import org.llsocket.EAI;
import org.llsocket.IPPROTO;
import org.llsocket.NI;
import org.llsocket.NameInfo;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.testing.NameServer;

/** Prints facts, {@code key=value}, about lookups with a name server of its own. */
public final class NameServerProgram {
  private static final AddrInfo.Hints STREAM = AddrInfo.Hints.of().type(SOCK.STREAM);

  private NameServerProgram() {}

  /** Prints every fact. */
  public static void main(String[] args) throws Exception {
    try (var server = new NameServer()) {
      server.host("v4.example", "192.0.2.10");
      server.host("both.example", "192.0.2.11", "2001:db8::11");
      server.host("xn--mnchen-3ya.example", "192.0.2.12");
      server.host("under_score.example", "192.0.2.13");
      server.host("nodata.example");
      server.alias("alias.example", "target.example", "192.0.2.14");
      server.pointer("10.2.0.192.in-addr.arpa", "v4.example");
      server.broken("broken.example");
      server.silent("silent.example");
      server.silent("silent2.example");
      server.silent("20.2.0.192.in-addr.arpa");
      server.silent("21.2.0.192.in-addr.arpa");
      forward();
      reverse();
      virtualThreads(server);
      waits(
          server,
          "silent2.example",
          () -> AddrInfo.getaddrinfo("silent2.example", null).toString());
      waits(
          server,
          "20.2.0.192.in-addr.arpa",
          () -> NameInfo.getnameinfo(SockAddr.inet("192.0.2.20", 80), 0).toString());
      var found = AddrInfo.of(SockAddr.inet("192.0.2.21", 80), SOCK.STREAM, IPPROTO.TCP);
      waits(server, "21.2.0.192.in-addr.arpa", () -> found.nameinfo(0).toString());
    }
  }

  private static void forward() {
    fact("one", () -> addresses("v4.example", STREAM));
    fact("both", () -> addresses("both.example", STREAM));
    fact("inet6", () -> addresses("both.example", STREAM.family(AF.INET6)));
    fact("mapped", () -> addresses("v4.example", STREAM.family(AF.INET6).flags(AI.V4MAPPED)));
    fact(
        "mapped-all",
        () -> addresses("both.example", STREAM.family(AF.INET6).flags(AI.V4MAPPED | AI.ALL)));
    fact("dot", () -> addresses("v4.example.", STREAM));
    fact("idn", () -> addresses("M\u00fcnchen.example", STREAM));
    fact("idn-dots", () -> addresses("m\u00fcnchen\u3002example", STREAM));
    fact("idn-lenient", () -> addresses("m\u00fcnchen.example", STREAM.lenient(true)));
    fact("underscore", () -> addresses("under_score.example", STREAM));
    fact("alias", () -> addresses("alias.example", STREAM));
    fact(
        "canonname",
        () ->
            AddrInfo.getaddrinfo("alias.example", null, STREAM.flags(AI.CANONNAME))
                .getFirst()
                .canonname());
    fact("nodata", () -> addresses("nodata.example", STREAM));
    fact("unknown", () -> addresses("unknown.example", STREAM));
    fact("broken", () -> addresses("broken.example", STREAM));
    fact("numerichost", () -> addresses("v4.example", STREAM.flags(AI.NUMERICHOST)));
  }

  private static void reverse() {
    fact("pointer", () -> NameInfo.getnameinfo(SockAddr.inet("192.0.2.10", 80), NI.NUMERICSERV));
    fact("no-pointer", () -> NameInfo.getnameinfo(SockAddr.inet("192.0.2.99", 80), 0));
    fact("namereqd", () -> NameInfo.getnameinfo(SockAddr.inet("192.0.2.99", 80), NI.NAMEREQD));
  }

  /** Run with one carrier. */
  private static void virtualThreads(NameServer server) throws InterruptedException {
    var outcome = new AtomicReference<String>("waiting");
    Thread lookup = Thread.startVirtualThread(() -> outcome.set(silentLookup()));
    server.awaitQuestion("silent.example");
    var progress = new CompletableFuture<String>();
    Thread.startVirtualThread(() -> progress.complete(outcome.get()));
    fact("other-thread-sees", progress::join);
    lookup.interrupt();
    lookup.join();
    fact("interrupted", outcome::get);
    var before = new AtomicReference<String>();
    Thread.ofVirtual()
        .start(() -> {
          Thread.currentThread().interrupt();
          before.set(silentLookup());
        })
        .join();
    fact("interrupted-before", before::get);
    var after = new CompletableFuture<Object>();
    Thread.startVirtualThread(() -> complete(after));
    fact("virtual", after::join);
  }

  /** What another virtual thread sees of a lookup while the server is silent. */
  private static void waits(NameServer server, String question, Callable<String> lookup)
      throws InterruptedException {
    var outcome = new AtomicReference<String>("waiting");
    Thread thread =
        Thread.startVirtualThread(() -> {
          try {
            outcome.set(lookup.call());
          } catch (Exception e) {
            outcome.set(e.toString());
          }
        });
    server.awaitQuestion(question);
    var progress = new CompletableFuture<String>();
    Thread.startVirtualThread(() -> progress.complete(outcome.get()));
    fact(question, progress::join);
    thread.interrupt();
    thread.join();
  }

  private static void complete(CompletableFuture<Object> result) {
    try {
      result.complete(addresses("v4.example", STREAM));
    } catch (IOException e) {
      result.completeExceptionally(e);
    }
  }

  private static String silentLookup() {
    try {
      return addresses("silent.example", STREAM);
    } catch (InterruptedIOException e) {
      return "InterruptedIOException, flag " + Thread.currentThread().isInterrupted();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String addresses(String host, AddrInfo.Hints hints) throws IOException {
    return AddrInfo.getaddrinfo(host, "80", hints).stream()
        .map(ai -> ai.addr().toString())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static void fact(String key, Callable<?> value) {
    String text;
    try {
      text = String.valueOf(value.call());
    } catch (AddrInfoException e) {
      text = EAI.toString(e.code());
    } catch (Exception e) {
      text = e.toString();
    }
    System.out.println(key + "=" + text);
  }
}
