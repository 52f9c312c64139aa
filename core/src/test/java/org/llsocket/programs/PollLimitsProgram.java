package org.llsocket.programs;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.llsocket.ErrnoException;
import org.llsocket.Pipe;
import org.llsocket.poll.Epoll;
import org.llsocket.poll.Poll;

/** Reaches RLIMIT_NOFILE, which its argument repeats, with Poll and with Epoll. */
public final class PollLimitsProgram {
  private PollLimitsProgram() {}

  public static void main(String[] args) throws IOException {
    int limit = Integer.parseInt(args[0]);
    try (Pipe pipe = Pipe.open()) {
      var poll = new Poll();
      for (int i = 0; i <= limit; i++) {
        poll.add(pipe.writer(), Poll.OUT);
      }
      say("poll", () -> poll.poll(Duration.ZERO));
      poll.remove(0);
      say("poll", () -> poll.poll(Duration.ZERO));
    }
    Deque<Epoll<String>> all = new ArrayDeque<>();
    say("open", () -> openAll(all));
    all.pop().close();
    say("open", () -> open(all).size());
    for (Epoll<String> each : all) {
      each.close();
    }
  }

  private static Epoll<String> open(Deque<Epoll<String>> all) throws IOException {
    Epoll<String> epoll = Epoll.open();
    all.push(epoll);
    return epoll;
  }

  private static int openAll(Deque<Epoll<String>> all) throws IOException {
    while (open(all).isOpen()) {}
    return all.size();
  }

  private interface Call {
    int call() throws IOException;
  }

  private static void say(String name, Call call) throws IOException {
    try {
      System.out.println(name + " " + call.call());
    } catch (ErrnoException e) {
      System.out.println(name + " " + e.errno());
    }
  }
}
