package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.llsocket.programs.NativeAccessProgram;
import org.llsocket.testing.ChildJvm;

class NativeAccessTest {
  @Test
  void open_nativeAccessDenied_saysWhatToTypeEachTime() {
    ChildJvm program = ChildJvm.of(NativeAccessProgram.class).withoutNativeAccess();
    program.options("--illegal-native-access=deny");
    String advice =
        "llsocket calls the C library: start java with --enable-native-access=ALL-UNNAMED";
    assertThat(program.lines()).containsExactly(advice, advice);
  }
}
