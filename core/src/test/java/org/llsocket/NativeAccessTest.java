package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Command;

class NativeAccessTest {
  @Test
  void open_nativeAccessDenied_saysWhatToTypeEachTime() {
    List<String> command =
        new ArrayList<>(
            ChildJvm.command(NativeAccessProgram.class, "--illegal-native-access=deny"));
    command.remove("--enable-native-access=ALL-UNNAMED");
    String advice =
        "llsocket calls the C library: start java with --enable-native-access=ALL-UNNAMED";
    assertThat(Command.output(command).lines()).containsExactly(advice, advice);
  }
}
