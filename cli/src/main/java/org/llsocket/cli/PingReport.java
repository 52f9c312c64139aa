package org.llsocket.cli;

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
import org.llsocket.message.ExtendedErr;

/** What {@code ping} prints as it goes, or keeps for JSON. Safe for several threads. */
final class PingReport {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Manner manner;
  private final boolean inet6;
  private final Map<String, String> names = new HashMap<>(); // used by the pinging thread alone
  private final List<Object> replies = new ArrayList<>(); // guarded by this
  private final List<Object> errors = new ArrayList<>(); // guarded by this
  private boolean ended; // guarded by this

  /**
   * How it is printed.
   *
   * @param json whether nothing is printed before the end
   * @param quiet whether single answers are not printed
   * @param numeric whether addresses are not looked up
   */
  record Manner(boolean json, boolean quiet, boolean numeric) {
    boolean printsEach() {
      return !json && !quiet;
    }
  }

  /**
   * An answer.
   *
   * @param size bytes from the ICMP header on
   * @param ttl -1 where it has not come
   */
  record Reply(SockAddr from, int sequence, int size, int ttl, long nanos, boolean duplicate) {}

  PingReport(PrintWriter out, PrintWriter err, Manner manner, boolean inet6) {
    this.out = out;
    this.err = err;
    this.manner = manner;
    this.inet6 = inet6;
  }

  void reply(Reply reply) throws IOException {
    if (manner.json) {
      keep(
          replies,
          Output.object(
              "from",
              Address.host(reply.from),
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
    } else if (manner.printsEach()) {
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

  /** An error that came back, or that this machine's kernel has found. */
  void error(int sequence, ExtendedErr error) throws IOException {
    @Nullable SockAddr offender = error.offender();
    String text = IcmpText.of(error, inet6);
    if (manner.json) {
      keep(
          errors,
          Output.object(
              "from",
              offender == null ? null : Address.host(offender),
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
    } else if (manner.printsEach()) {
      String from = offender == null ? "" : "From " + name(offender) + " ";
      print(from + "icmp_seq=" + sequence + " " + text);
    }
  }

  /** A request that could not be sent. */
  void complain(int sequence, ErrnoException e) {
    if (manner.json) {
      keep(
          errors,
          Output.object(
              "from",
              null,
              "seq",
              sequence,
              "errno",
              e.errno().toString(),
              "error",
              Main.oneLine(e)));
    } else {
      err.println("icmp_seq=" + sequence + " " + Main.oneLine(e));
    }
  }

  private synchronized void keep(List<Object> list, Object each) {
    list.add(each);
  }

  private synchronized void print(String line) {
    if (!ended) { // the statistics are the last word
      out.println(line);
    }
  }

  /** The last that is printed, by whoever comes first. */
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

  /** {@code name (number)}, or the number alone where there is no name or none is wanted. */
  private String name(SockAddr address) throws IOException {
    String number = Address.host(address);
    if (manner.numeric) {
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
