package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.llsocket.programs.UnsupportedPlatformProgram;
import org.llsocket.testing.ChildJvm;

/** A JVM that takes its processor for one that the library does not know. */
class UnsupportedPlatformTest {
  @Test
  void calls_unknownArchitecture_throwTheSameSentenceEachTime() {
    List<String> lines =
        ChildJvm.of(UnsupportedPlatformProgram.class).options("-Dos.arch=sparc64").lines();
    assertThat(lines.subList(0, 5))
        .as("names and values need no call")
        .containsExactly(
            "names [AF_INET6, SOCK_STREAM, IPPROTO_UDP, 2, SO_REUSEADDR]",
            "options true 1",
            "errno ECONNREFUSED SOL_SOCKET",
            "address unix:/a",
            "messages 0 true");
    assertThat(lines.subList(5, lines.size()))
        .hasSize(4 * 13)
        .allSatisfy(line ->
            assertThat(line)
                .endsWith(
                    ": UnsupportedOperationException llsocket does not run on Linux sparc64, which"
                        + " would need tables of its C numbers and struct layouts: it runs on Linux"
                        + " [amd64, aarch64, riscv64, s390x, ppc64le]"));
  }
}
