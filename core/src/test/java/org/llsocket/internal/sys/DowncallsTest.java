package org.llsocket.internal.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class DowncallsTest {
  @Test
  void call_functionThatTheLibraryLacks_throwsItsName() {
    MemorySegment missing = Downcalls.symbol("no_such_function");
    MemorySegment another = Downcalls.symbol("no_other_function");
    assertThatThrownBy(() -> Downcalls.call(missing, Downcalls.NO_ERRNO, 0, 0, 0, 0))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("this C library has no no_such_function");
    assertThatThrownBy(() -> Downcalls.plain(another, 0, 0, 0, 0))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("this C library has no no_other_function");
  }

  @Test
  void symbolOrNull_functionThatTheLibraryLacks_isNull() {
    assertThat(Downcalls.symbolOrNull("no_such_function")).isEqualTo(MemorySegment.NULL);
    assertThat(Downcalls.symbolOrNull("getpid")).isEqualTo(Downcalls.symbol("getpid"));
  }
}
