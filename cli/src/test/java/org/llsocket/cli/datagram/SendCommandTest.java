package org.llsocket.cli.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llsocket.cli.Shell;

/** {@code send}, with {@code recv} as its peer. */
class SendCommandTest {
  @TempDir Path folder;

  private static String receiver(Shell recv) throws InterruptedException {
    return recv.awaitErr("receiving on (\\S+)");
  }

  @Test
  void send_controlDataOverIpv4_isReceived() throws Exception {
    Shell recv = Shell.start("recv", "-c", "1", "-w", "60", "127.0.0.1:0");
    String at = receiver(recv);

    Shell.Ended send =
        Shell.run("send", "-t", "5", "--tos", "0xb9", "--source", "127.0.0.2", at, "hello");

    assertThat(send.status()).isZero();
    assertThat(send.err()).contains("sent 5 B in 1 datagram in ", " to " + at);
    assertThat(recv.await().status()).isZero();
    assertThat(recv.await().out())
        .containsPattern(
            "\\d\\d:\\d\\d:\\d\\d\\.\\d{6} 127\\.0\\.0\\.2:\\d+ > " + at + " via lo, 5 B")
        .contains("ttl 5", "dscp 46, ecn 1", "\n  hello\n");
    assertThat(recv.await().err()).contains("received 5 B in 1 datagram in ");
  }

  @Test
  void send_segment_isReceivedAsDatagrams() throws Exception {
    Shell recv = Shell.start("recv", "--control", "gro", "-c", "1", "-w", "60", "127.0.0.1:0");

    Shell.Ended send = Shell.pipe("abcdefgh", "send", "--segment", "3", receiver(recv));

    assertThat(send.err()).contains("8 B", "segmented into datagrams of 3 B");
    assertThat(recv.await().out())
        .containsPattern("(8 B, coalesced datagrams of 3 B\n  abcdefgh|3 B\n  abc)");
  }

  @Test
  void send_fd_receiverPrintsFileAndCredentials() throws Exception {
    Path file = Files.writeString(folder.resolve("passed"), "x").toRealPath();
    Path path = folder.resolve("s");
    Shell recv = Shell.start("recv", "-c", "1", "-w", "60", "unix:" + path);

    Shell.Ended send = Shell.run("send", "--fd", file.toString(), receiver(recv), "a file");

    assertThat(send.status()).isZero();
    assertThat(recv.await().out())
        .contains("unnamed > unix:" + path + ", 6 B", "descriptors: " + file)
        .contains("pid " + ProcessHandle.current().pid());
    assertThat(path).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "send                               | Missing required parameter: 'ADDR'",
        "send -t 0 h:1 x                    | --ttl must be 1–255, not 0",
        "send --tos 256 h:1 x               | --tos must be 0–255, not 256",
        "send --tos ten h:1 x               | \"ten\" is not a number",
        "send --segment 0 h:1 x             | --segment must be 1–65535, not 0",
        "send -c 0 h:1 x                    | --count must be at least 1, not 0",
        "send -i 0 h:1 x                    | --interval must be more than 0 seconds, not 0.0",
        "send -w 0 h:1 x                    | --timeout must be more than 0 seconds, not 0.0",
        "send --hex h:1 xy                  | \"xy\" is not hexadecimal",
        "send --hex h:1                     | --hex requires TEXT",
        "send --file f h:1 x                | TEXT and --file are mutually exclusive",
        "send --fd f h:1 x                  | --fd requires a Unix address",
        "send --ttl 1 unix:/x x             | do not apply to Unix addresses",
        "send --source ::1 127.0.0.1:1 x    | is not an address of family AF_INET",
      })
  void wrongUsage_printsOneLineAndExits2(String line, String message) throws Exception {
    Shell.assertUsageError(line, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "send --fd /nonexistent unix:@llsocket-none x  | ENOENT",
        "send unix:@llsocket-none x                    | ECONNREFUSED",
        "send -I no-such-if 127.0.0.1:1 x              | ENODEV",
      })
  void failure_printsErrnoAndExits1(String line, String message) throws Exception {
    Shell.Ended ended = Shell.run(line.split(" +"));

    assertThat(ended.err()).contains(message).hasLineCount(1);
    assertThat(ended.status()).isEqualTo(1);
  }
}
