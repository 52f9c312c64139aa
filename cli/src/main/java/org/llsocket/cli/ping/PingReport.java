package org.llsocket.cli.ping;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.AddrInfoException;
import org.llsocket.ErrnoException;
import org.llsocket.NI;
import org.llsocket.NameInfo;
import org.llsocket.SockAddr;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.output.JsonObject;
import org.llsocket.message.ExtendedErr;

/**
 * Prints replies and errors as they arrive, or collects them for JSON. Safe for use by several
 * threads.
 */
final class PingReport {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Style style;
  private final boolean inet6;
  private final Map<String, String> names = new HashMap<>(); // used by the main thread only
  private final List<Object> replies = new ArrayList<>(); // guarded by this
  private final List<Object> errors = new ArrayList<>(); // guarded by this
  private boolean ended; // guarded by this

  /**
   * The style of the output.
   *
   * @param json whether to print JSON at the end only
   * @param quiet whether to omit replies and errors
   * @param numeric whether to omit the names of addresses
   */
  record Style(boolean json, boolean quiet, boolean numeric) {
    boolean printsEach() {
      return !json && !quiet;
    }
  }

  /**
   * A reply.
   *
   * @param size the size in bytes, with the ICMP header
   * @param ttl the TTL or hop limit; -1 if it was not received
   */
  record Reply(SockAddr from, int sequence, int size, int ttl, long nanos, boolean duplicate) {}

  PingReport(PrintWriter out, PrintWriter err, Style style, boolean inet6) {
    this.out = out;
    this.err = err;
    this.style = style;
    this.inet6 = inet6;
  }

  void reply(Reply reply) throws IOException {
    if (style.json) {
      keep(
          replies,
          JsonObject.of(
              "from",
              Formats.host(reply.from),
              "seq",
              reply.sequence,
              "bytes",
              reply.size,
              "ttl",
              reply.ttl < 0 ? null : reply.ttl,
              "seconds",
              reply.nanos / 1e9,
              "duplicate",
              reply.duplicate));
    } else if (style.printsEach()) {
      print(
          reply.size
              + " bytes from "
              + name(reply.from)
              + ": icmp_seq="
              + reply.sequence
              + (reply.ttl < 0 ? "" : " ttl=" + reply.ttl)
              + " time="
              + PingStatistics.time(reply.nanos)
              + " ms"
              + (reply.duplicate ? " (DUP!)" : ""));
    }
  }

  /** Reports an error from the error queue: an ICMP error or a local one. */
  void error(int sequence, ExtendedErr error) throws IOException {
    @Nullable SockAddr offender = error.offender();
    String text = IcmpText.of(error, inet6);
    if (style.json) {
      keep(
          errors,
          JsonObject.of(
              "from",
              offender == null ? null : Formats.host(offender),
              "seq",
              sequence,
              "errno",
              error.errno().toString(),
              "type",
              error.type(),
              "code",
              error.code(),
              "error",
              text));
    } else if (style.printsEach()) {
      String from = offender == null ? "" : "From " + name(offender) + " ";
      print(from + "icmp_seq=" + sequence + " " + text);
    }
  }

  /** Reports a request that could not be sent. */
  void sendFailed(int sequence, ErrnoException e) {
    if (style.json) {
      keep(
          errors,
          JsonObject.of(
              "from",
              null,
              "seq",
              sequence,
              "errno",
              e.errno().toString(),
              "error",
              Formats.oneLine(e)));
    } else {
      err.println("icmp_seq=" + sequence + " " + Formats.oneLine(e));
    }
  }

  private synchronized void keep(List<Object> list, Object each) {
    list.add(each);
  }

  private synchronized void print(String line) {
    if (!ended) { // nothing after the statistics
      out.println(line);
    }
  }

  /** Ends the report with {@code last}; only the first call has an effect. */
  synchronized void end(Runnable last) {
    if (!ended) {
      ended = true;
      last.run();
    }
  }

  synchronized List<Object> replies() {
    return List.copyOf(replies);
  }

  synchronized List<Object> errors() {
    return List.copyOf(errors);
  }

  /** {@code name (address)}, or the address alone if it has no name or {@code numeric} is set. */
  private String name(SockAddr address) throws IOException {
    String number = Formats.host(address);
    if (style.numeric) {
      return number;
    }
    @Nullable String known = names.get(number);
    if (known == null) {
      known = lookUp(address, number);
      names.put(number, known);
    }
    return known;
  }

  private static String lookUp(SockAddr address, String number) throws IOException {
    try {
      return NameInfo.getnameinfo(address, NI.NAMEREQD).host() + " (" + number + ")";
    } catch (AddrInfoException e) {
      return number;
    }
  }
}
