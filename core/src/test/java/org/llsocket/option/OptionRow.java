package org.llsocket.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.Socket;
import org.llsocket.testing.Capability;

/** What one option does on a fresh socket. */
final class OptionRow<T> {
  private interface Step {
    void check(Socket socket) throws IOException;
  }

  private final Option<T> option;
  private final Set<SocketKind> kinds;
  private final List<Capability> needs = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  private OptionRow(Option<T> option) {
    this.option = option;
    this.kinds = EnumSet.copyOf(option.kinds());
    if (!option.since().isEmpty()) {
      needs.add(Capability.kernel(option.since()));
    }
  }

  static <T> OptionRow<T> row(Option<T> option) {
    return new OptionRow<>(option);
  }

  /** An option that is {@code fresh}, can be made the opposite, and so again. */
  static OptionRow<Boolean> flag(Option<Boolean> option, boolean fresh) {
    return row(option).fresh(fresh).set(!fresh).set(fresh);
  }

  Option<T> option() {
    return option;
  }

  Set<SocketKind> kinds() {
    return kinds;
  }

  // ---- where

  OptionRow<T> only(SocketKind... some) {
    kinds.retainAll(List.of(some));
    return this;
  }

  OptionRow<T> not(SocketKind... some) {
    kinds.removeAll(List.of(some));
    return this;
  }

  OptionRow<T> needs(Capability capability) {
    needs.add(capability);
    return this;
  }

  // ---- what, in order

  OptionRow<T> fresh(T expected) {
    steps.add(socket -> assertThat(socket.get(option)).isEqualTo(expected));
    return this;
  }

  OptionRow<T> is(Predicate<T> expected) {
    steps.add(socket -> assertThat(socket.get(option)).matches(expected));
    return this;
  }

  OptionRow<T> set(T value) {
    return set(value, value);
  }

  OptionRow<T> set(T value, T back) {
    steps.add(socket -> {
      assertThat(socket.set(option, value)).isSameAs(socket);
      assertThat(socket.get(option)).isEqualTo(back);
    });
    return this;
  }

  OptionRow<T> setOnly(T value) {
    steps.add(socket -> socket.set(option, value));
    return this;
  }

  OptionRow<T> setFails(T value, Errno... errnos) {
    steps.add(socket -> fails("setsockopt", () -> socket.set(option, value), errnos));
    return this;
  }

  OptionRow<T> getFails(Errno... errnos) {
    steps.add(socket -> fails("getsockopt", () -> socket.get(option), errnos));
    return this;
  }

  /** For what not every kernel is built with. */
  OptionRow<T> isOrFails(Predicate<T> expected, Errno errno) {
    steps.add(socket -> {
      try {
        assertThat(socket.get(option)).matches(expected);
      } catch (ErrnoException e) {
        assertThat(e.errno()).isEqualTo(errno);
      }
    });
    return this;
  }

  private void fails(String call, ThrowingCallable action, Errno... errnos) {
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(action)
        .withMessageContaining(call + "(fd=")
        .withMessageContaining(option.name())
        .matches(
            thrown -> List.of(errnos).contains(thrown.errno()),
            "errno is one of " + Arrays.toString(errnos));
  }

  void check(Socket socket) throws IOException {
    int number = 0;
    for (Step step : steps) {
      number++;
      try {
        step.check(socket);
      } catch (AssertionError | IOException e) {
        throw new AssertionError(this + ", step " + number + ": " + e.getMessage(), e);
      }
    }
  }

  void require() {
    needs.forEach(Capability::require);
  }

  @Override
  public String toString() {
    return option.javaName();
  }
}
