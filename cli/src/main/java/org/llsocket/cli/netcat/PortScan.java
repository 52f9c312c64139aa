package org.llsocket.cli.netcat;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llsocket.Socket;
import org.llsocket.cli.conversation.Connector;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.process.StandardStreams;
import org.llsocket.cli.socket.AddressArgument;
import org.llsocket.cli.socket.Console;

/** Tries to connect to ports and prints those that accept, in their order. */
final class PortScan {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int CONCURRENT = 32;
  private static final int MAX_PORT = 65_535;
  private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

  private final Connector connector;
  private final Console console;

  PortScan(Connector connector, Console console) {
    this.connector = connector;
    this.console = console;
  }

  /** Returns the exit status: 0 if a port accepts, 1 if none does. */
  int run(StandardStreams streams) throws IOException {
    PrintWriter out = streams.outWriter();
    List<AddressArgument> targets = targets(connector.address());
    List<Future<String>> results = new ArrayList<>();
    int open = 0;
    try (ExecutorService executor =
        Executors.newFixedThreadPool(CONCURRENT, Thread.ofPlatform().daemon().factory())) {
      targets.forEach(target -> results.add(executor.submit(() -> probe(target))));
      for (Future<String> result : results) {
        String peer = result.get();
        if (!peer.isEmpty()) {
          open++;
          out.println(peer + " is open");
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    console.info(open + " of " + Formats.count(targets.size(), "port") + " open");
    return open > 0 ? 0 : 1;
  }

  private String probe(AddressArgument target) {
    var one =
        new Connector(
            connector.settings(),
            target,
            connector.type(),
            connector.source(),
            connector.limit() == null ? LIMIT : connector.limit(),
            null,
            connector.handshake());
    try (Socket socket = one.connect()) {
      return socket.getpeername().toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** The address with each of its ports; itself if its port is a name or it has none. */
  static List<AddressArgument> targets(AddressArgument address) {
    if (!address.isIp() || !address.service().matches("\\d.*")) {
      return List.of(address);
    }
    List<AddressArgument> targets = new ArrayList<>();
    for (String range : address.service().split(",", -1)) {
      Matcher matcher = RANGE.matcher(range);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "\"" + range + "\" is not a port or a range such as 8000-8999");
      }
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      if (first < 1 || last > MAX_PORT || first > last) {
        throw new IllegalArgumentException("ports " + range + " are not a range in 1–65535");
      }
      for (int port = first; port <= last; port++) {
        targets.add(
            new AddressArgument(
                address.host() + ":" + port,
                address.scheme(),
                address.host(),
                Integer.toString(port),
                List.of()));
      }
    }
    return targets;
  }
}
