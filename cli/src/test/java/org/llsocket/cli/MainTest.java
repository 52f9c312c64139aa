package org.llsocket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @Test
  void version_namesTheCommand() throws Exception {
    assertThat(Shell.run("--version").out()).startsWith("llsocket ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "resolve",
        "interfaces",
        "options",
        "probe",
        "listen",
        "connect",
        "send",
        "recv",
        "multicast",
        "lua"
      })
  void help_eachCommand_tellsUsageAndExitStatus(String command) throws Exception {
    Shell.Ended help = Shell.run(command, "--help");

    assertThat(help.status()).isZero();
    assertThat(help.out())
        .startsWith("Usage: llsocket " + command)
        .contains("0   all went well", "1   the job failed", "2   wrong usage");
    assertThat(Shell.run("help", command).out()).isEqualTo(help.out());
  }

  @Test
  void noCommand_isWrongUsage() throws Exception {
    Shell.Ended ended = Shell.run();

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("no command", "llsocket --help");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connect ::1:80              | an IPv6 address stands in brackets: [::1]:80",
        "connect localhost:          | no port",
        "connect localhost:65536     | port 65536 is not in 0–65535",
        "connect unix:@a\\q          | backslash",
        "connect 1 2                 | Unmatched argument",
        "connect -4 -6 localhost:1   | exclude each other",
        "connect -4 unix:/x          | not for Unix addresses",
        "connect -w 0 localhost:1    | more than 0 seconds",
        "connect --send f -u host:1  | for streams",
        "listen                      | Missing required parameter: 'ADDR'",
        "resolve 127.1               | not an IPv4 address",
        "resolve --family ipx x      | --family",
        "nonsense                    | Unmatched argument",
        "options ipx                 | no kind of socket: ipx",
        "options tcp SO_X            | no option is named \"SO_X\"",
        "connect -o TCP_NODELAY h:1  | \"TCP_NODELAY\" is not NAME=VALUE",
        "connect -o X=1 h:1          | no option is named \"X\"",
        "connect -o TCP_INFO=1 h:1   | TCP_INFO can only be read",
        "connect -o IP_TOS=300 127.0.0.1:1 | IP_TOS: 300 is not 0–255",
        "connect -o TCP_NODELAY=maybe h:1  | TCP_NODELAY (boolean): \"maybe\" is not true or false",
        "connect -o TCP_MAXSEG=many h:1    | \"many\" is not a number",
        "connect -o TCP_KEEPIDLE=5 h:1     | \"5\" needs a unit: s, ms or us",
        "connect -o TCP_KEEPIDLE=5h h:1    | \"5h\" is not a time",
        "connect -o SO_GET_FILTER=1 h:1    | can only be read",
        "connect -o TCP_MD5SIG=1 h:1       | cannot be written here",
      })
  void wrongUsage_isOneClearLineAndStatus2(String line, String message) throws Exception {
    Shell.Ended ended = Shell.run(line.split(" +"));

    assertThat(ended.err()).contains(message).doesNotContain("\tat ");
    assertThat(ended.err().lines().count()).isLessThanOrEqualTo(2);
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void failure_isOneLineAndStatus1_andTheTraceOnlyWhenAsked() throws Exception {
    Shell.Ended plain = Shell.run("connect", "unix:/nonexistent/socket");
    Shell.Ended verbose = Shell.run("connect", "--verbose", "unix:/nonexistent/socket");

    assertThat(plain.status()).isEqualTo(1);
    assertThat(plain.err()).startsWith("llsocket connect: connect(fd=").contains("ENOENT");
    assertThat(plain.err()).hasLineCount(1);
    assertThat(verbose.err()).contains("\tat ");
  }
}
