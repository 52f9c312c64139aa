package org.llsocket.internal.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class DowncallsTest {
  @Test
  void symbol_functionThatTheLibraryLacks_isRefusedByName() {
    assertThatThrownBy(() -> Downcalls.symbol("no_such_function"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("this C library has no no_such_function");
  }

  @Test
  void symbolOrNull_functionThatTheLibraryLacks_isNull() {
    assertThat(Downcalls.symbolOrNull("no_such_function")).isEqualTo(MemorySegment.NULL);
    assertThat(Downcalls.symbolOrNull("getpid")).isEqualTo(Downcalls.symbol("getpid"));
  }
}
