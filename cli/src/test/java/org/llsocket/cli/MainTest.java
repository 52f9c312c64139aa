package org.llsocket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @Test
  void main_version_printsNameAndVersion() throws Exception {
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
        "sockets",
        "monitor",
        "listen",
        "connect",
        "relay",
        "send",
        "recv",
        "multicast",
        "lua"
      })
  void help_eachCommand_printsUsageAndExitStatus(String command) throws Exception {
    Shell.Ended help = Shell.run(command, "--help");

    assertThat(help.status()).isZero();
    assertThat(help.out())
        .startsWith("Usage: llsocket " + command)
        .contains("0   success", "1   failure", "2   usage error");
    assertThat(Shell.run("help", command).out()).isEqualTo(help.out());
  }

  @Test
  void main_unknownArchitecture_helpsAndRefusesCallsInOneLine(@TempDir Path directory)
      throws Exception {
    try (Program help = onSparc(directory, "--help")) {
      assertThat(help.output()).startsWith("Usage: llsocket ");
    }
    try (Program options = onSparc(directory, "options", "--help")) {
      assertThat(options.output()).startsWith("Usage: llsocket options");
    }
    try (Program resolve = onSparc(directory, "resolve", "localhost")) {
      assertThat(resolve.output()).isEmpty();
      assertThat(Files.readString(directory.resolve("err")).lines())
          .singleElement()
          .asString()
          .startsWith("llsocket resolve: llsocket does not run on Linux sparc64");
    }
  }

  private static Program onSparc(Path directory, String... args) throws IOException {
    List<String> command = Program.command(args);
    command.add(1, "-Dos.arch=sparc64");
    return Program.run(directory.resolve("err"), command);
  }

  @Test
  void main_noCommand_printsHintAndExits2() throws Exception {
    Shell.Ended ended = Shell.run();

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("no command", "llsocket --help");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connect ::1:80              | write an IPv6 address and its port as [::1]:80",
        "connect [::1                | write an IPv6 address and its port as [::1]:80",
        "connect localhost:          | no port",
        "connect localhost:65536     | port 65536 is not in 0–65535",
        "connect unix:@a\\q          | backslash",
        "connect 1 2 3               | Unmatched argument",
        "connect -4 -6 localhost:1   | are mutually exclusive",
        "connect -4 unix:/x          | do not apply to Unix addresses",
        "connect -w 0 localhost:1    | --timeout must be more than 0 seconds, not 0.0",
        "connect --send f -u host:1  | --send requires a stream",
        "listen                      | Missing required parameter: 'ADDR'",
        "resolve 127.1               | not an IPv4 address",
        "resolve --family ipx x      | --family",
        "nonsense                    | Unmatched argument",
        "lisen                       | did you mean listen?",
        "sockets --jsom              | did you mean --json?",
        "resolve --family inte x     | did you mean inet",
        "options tpc                 | or tcp",
        "options tcp so_rcvbuff      | unknown option \"so_rcvbuff\"; did you mean SO_RCVBUF?",
        "options ipx                 | unknown kind of socket: ipx; expected one of: tcp, tcp6, udp",
        "options tcp SO_X            | unknown option \"SO_X\"",
        "connect -o TCP_NODELAY h:1  | \"TCP_NODELAY\" is not of the form NAME=VALUE",
        "connect -o X=1 h:1          | unknown option \"X\"",
        "connect -o TCP_INFO=1 h:1   | TCP_INFO is read-only",
        "connect -o IP_TOS=300 127.0.0.1:1 | IP_TOS: 300 is not 0–255",
        "connect -o TCP_NODELAY=maybe h:1  | TCP_NODELAY (boolean): \"maybe\" is neither true nor false",
        "connect -o TCP_MAXSEG=many h:1    | \"many\" is not a number of bytes, such as 65536",
        "connect -o TCP_KEEPIDLE=5x h:1    | \"5x\" is not a time, such as 30s or 200ms",
        "connect -o SO_GET_FILTER=1 h:1    | is read-only",
        "connect -o TCP_MD5SIG=1 h:1       | have no text form",
      })
  void main_wrongUsage_printsOneLineAndExits2(String line, String message) throws Exception {
    Shell.assertUsageError(line, message);
  }

  @Test
  void main_failure_printsOneLineAndTheTraceIfVerbose() throws Exception {
    Shell.Ended plain = Shell.run("connect", "unix:/nonexistent/socket");
    Shell.Ended verbose = Shell.run("connect", "--verbose", "unix:/nonexistent/socket");

    assertThat(plain.status()).isEqualTo(1);
    assertThat(plain.err()).startsWith("llsocket connect: connect(fd=").contains("ENOENT");
    assertThat(plain.err()).hasLineCount(1);
    assertThat(verbose.err()).contains("\tat ");
  }
}
