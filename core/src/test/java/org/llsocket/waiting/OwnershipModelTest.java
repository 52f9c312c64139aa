package org.llsocket.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every interleaving of a model of {@link org.llsocket.internal.lifecycle.OwnedFd}: users that
 * enter, make a call that waits, and leave, and threads that close. Each atomic action of the class
 * is one step here; its order of steps is what is proven, not its Java.
 */
class OwnershipModelTest {
  private static final int CLOSING = 1 << 8;
  private static final int WAKING = 1 << 7;
  private static final int CLOSED = 1 << 6;
  private static final int USERS = CLOSED - 1;

  /** What the number stands for. */
  private static final int LIVE = 0;

  private static final int DEAD = 1;
  private static final int GONE = 2;

  /** A state: the word, the number, and where each thread is. Users first. */
  @SuppressWarnings("ArrayRecordComponent") // compared by its key
  private record State(int word, int number, byte[] at, boolean[] signalled, String wrong) {
    State with(int thread, int next) {
      byte[] moved = at.clone();
      moved[thread] = (byte) next;
      return new State(word, number, moved, signalled, wrong);
    }

    State word(int changed) {
      return new State(changed, number, at, signalled, wrong);
    }

    State number(int changed) {
      return new State(word, changed, at, signalled, wrong);
    }

    State wrong(String what) {
      return new State(word, number, at, signalled, what);
    }

    State signalled(int thread, boolean is) {
      boolean[] changed = signalled.clone();
      changed[thread] = is;
      return new State(word, number, at, changed, wrong);
    }

    String key() {
      return word + " " + number + Arrays.toString(at) + Arrays.toString(signalled) + wrong;
    }
  }

  // where a user is
  private static final int ENTER = 0;
  private static final int CALL = 1;
  private static final int IN_KERNEL = 2; // on the live file, until a signal
  private static final int LEAVE = 3;
  private static final int CLAIM = 4;
  private static final int CLOSE_NUMBER = 5;
  static final int USER_END = 6;

  // where a closer is
  private static final int BEGIN = 0;
  private static final int REPLACE = 1;
  private static final int SIGNAL = 2; // and the next ones, two per user: check, and signal
  private static final int STOP_WAKING = 20;
  private static final int CLOSER_CLAIM = 21;
  private static final int CLOSE = 22;
  static final int CLOSER_END = 23;

  private int users;

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 1", "1, 2", "2, 2", "2, 3", "3, 2"})
  void everyInterleaving_closesOnceAndWakesAll(int users, int closers) {
    this.users = users;
    var first = new State(0, LIVE, new byte[users + closers], new boolean[users + closers], "");
    Set<String> seen = new HashSet<>(Set.of(first.key()));
    Deque<State> open = new ArrayDeque<>(Set.of(first));
    int ends = 0;
    while (!open.isEmpty()) {
      State state = open.removeLast();
      boolean moves = false;
      for (int thread = 0; thread < users + closers; thread++) {
        State next = thread < users ? user(state, thread) : closer(state, thread);
        if (next != null) {
          moves = true;
          assertThat(next.wrong()).as(state + " -> " + next).isEmpty();
          if (seen.add(next.key())) {
            open.addLast(next);
          }
        }
      }
      if (!moves) {
        ends++;
        assertThat(isEnd(state)).as("stuck in " + state + Arrays.toString(state.at())).isTrue();
      }
    }
    assertThat(ends).isPositive();
  }

  private boolean isEnd(State state) {
    for (int thread = 0; thread < state.at().length; thread++) {
      if (state.at()[thread] != (thread < users ? USER_END : CLOSER_END)) {
        return false;
      }
    }
    return state.number() == GONE && (state.word() & (USERS | WAKING)) == 0;
  }

  /** The next state if {@code me} makes a step, or null if it cannot. */
  private @Nullable State user(State s, int me) {
    return switch (s.at()[me]) {
      case ENTER ->
          (s.word() & CLOSING) != 0 ? s.with(me, USER_END) : s.word(s.word() + 1).with(me, CALL);
      case CALL -> {
        State called = s.signalled(me, false); // a signal before the kernel is lost
        yield switch (s.number()) {
          case LIVE -> called.with(me, IN_KERNEL);
          case DEAD -> called.with(me, LEAVE);
          default -> called.wrong("a call on a number that is gone");
        };
      }
      case IN_KERNEL ->
          !s.signalled()[me]
              ? null
              : s.signalled(me, false).with(me, (s.word() & CLOSING) != 0 ? LEAVE : CALL);
      case LEAVE -> {
        int left = s.word() - 1;
        yield s.word(left).with(me, left == CLOSING ? CLAIM : USER_END);
      }
      case CLAIM ->
          s.word() == CLOSING
              ? s.word(CLOSING | CLOSED).with(me, CLOSE_NUMBER)
              : s.with(me, USER_END);
      case CLOSE_NUMBER -> gone(s).with(me, USER_END);
      default -> null;
    };
  }

  private @Nullable State closer(State s, int me) {
    int at = s.at()[me];
    if (at >= SIGNAL && at < SIGNAL + 2 * users) {
      int user = (at - SIGNAL) / 2;
      return at % 2 == SIGNAL % 2 ? check(s, me, user) : signal(s, me, user);
    }
    return switch (at) {
      case BEGIN -> {
        if (isLocked(s)) {
          yield null;
        }
        yield (s.word() & CLOSED) != 0
            ? s.with(me, CLOSER_END)
            : s.word(s.word() | CLOSING | WAKING).with(me, REPLACE);
      }
      case REPLACE -> {
        if ((s.word() & USERS) == 0) {
          yield s.with(me, STOP_WAKING);
        }
        yield s.number() == GONE ? s.wrong("replaced") : s.number(DEAD).with(me, SIGNAL);
      }
      case STOP_WAKING -> s.word(s.word() & ~WAKING).with(me, CLOSER_CLAIM);
      case CLOSER_CLAIM ->
          s.word() == CLOSING ? s.word(CLOSING | CLOSED).with(me, CLOSE) : s.with(me, CLOSER_END);
      case CLOSE -> gone(s).with(me, CLOSER_END);
      case CLOSER_END -> null;
      default -> s.with(me, STOP_WAKING);
    };
  }

  /** Whether a closer has the descriptor's lock. */
  private boolean isLocked(State s) {
    for (int thread = users; thread < s.at().length; thread++) {
      if (s.at()[thread] >= REPLACE && s.at()[thread] <= STOP_WAKING) {
        return true;
      }
    }
    return false;
  }

  /** Checks whether the user is noted as one, to signal it then. */
  private State check(State s, int me, int user) {
    return s.with(me, isNoted(s.at()[user]) ? s.at()[me] + 1 : afterSignal(user));
  }

  /** A signal to a thread that has left, or has ended, does nothing. */
  private State signal(State s, int me, int user) {
    return s.signalled(user, s.at()[user] != USER_END).with(me, afterSignal(user));
  }

  private int afterSignal(int user) {
    return user + 1 == users ? STOP_WAKING : SIGNAL + 2 * (user + 1);
  }

  /** Between its note of what it uses and the erasure of that: from before ENTER to LEAVE. */
  private static boolean isNoted(int at) {
    return at <= LEAVE;
  }

  private static State gone(State s) {
    return s.number() == GONE ? s.wrong("closed twice") : s.number(GONE);
  }
}
