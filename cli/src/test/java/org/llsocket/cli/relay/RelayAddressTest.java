package org.llsocket.cli.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llsocket.SOCK;
import org.llsocket.cli.relay.RelayAddress.OfSocket;

class RelayAddressTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8080                          | true  | NONE    | '' | 8080",
        "listen:8080                   | true  | NONE    | '' | 8080",
        "connect:a:80                  | false | NONE    | a  | 80",
        "CONNECT:tcp://a:80            | false | TCP     | a  | 80",
        "tls:a:443                     | true  | TLS     | a  | 443",
        "TCP-LISTEN:8080               | true  | TCP     | '' | 8080",
        "TCP-LISTEN:8080,fork,reuseaddr| true  | TCP     | '' | 8080",
        "TCP4-LISTEN:8080              | true  | TCP4    | '' | 8080",
        "TCP-L:8080,fork               | true  | TCP     | '' | 8080",
        "TCP:a:80                      | false | TCP     | a  | 80",
        "tcp-connect:a:80              | false | TCP     | a  | 80",
        "UDP-RECVFROM:53,fork          | true  | UDP     | '' | 53",
        "UDP6-SENDTO:[::1]:53          | false | UDP6    | ::1| 53",
        "OPENSSL:a:443                 | false | TLS     | a  | 443",
        "OPENSSL-LISTEN:443            | true  | TLS     | '' | 443",
      })
  void parse_ipSockets_areRead(
      String text, boolean listens, String scheme, String host, String service) {
    OfSocket socket = (OfSocket) RelayAddress.parse(text, true);

    assertThat(socket.listens()).isEqualTo(listens);
    assertThat(socket.address().scheme()).hasToString(scheme);
    assertThat(socket.address().host()).isEqualTo(host);
    assertThat(socket.address().service()).isEqualTo(service);
  }

  @ParameterizedTest
  @CsvSource({
    "unix:/run/s, unix:/run/s, SOCK_STREAM",
    "UNIX-CONNECT:/run/s, unix:/run/s, SOCK_STREAM",
    "'unix-listen:/run/s,fork', unix:/run/s, SOCK_STREAM",
    "ABSTRACT-CONNECT:name, unix:@name, SOCK_STREAM",
    "unix-dgram:/run/s, unix:/run/s, SOCK_DGRAM",
    "UNIX-SENDTO:/run/s, unix:/run/s, SOCK_DGRAM",
    "unix-seqpacket-listen:/run/s, unix:/run/s, SOCK_SEQPACKET",
    "vsock:host:1024, vsock:host:1024, SOCK_STREAM",
    "VSOCK-CONNECT:2:1024, vsock:host:1024, SOCK_STREAM",
  })
  void parse_otherSockets_areRead(String text, String address, String type) {
    OfSocket socket = (OfSocket) RelayAddress.parse(text, false);

    assertThat(socket.address().literal()).singleElement().hasToString(address);
    assertThat(socket.type()).hasToString(type);
    assertThat(socket.isStream()).isEqualTo(socket.type().equals(SOCK.STREAM));
  }

  @Test
  void parse_otherEnds_areRead() {
    assertThat(RelayAddress.parse("-", true)).isEqualTo(new RelayAddress.Stdio());
    assertThat(RelayAddress.parse("STDIO", false)).isEqualTo(new RelayAddress.Stdio());
    assertThat(RelayAddress.parse("file:/a:b", true))
        .isEqualTo(new RelayAddress.OfFile(Path.of("/a:b")));
    assertThat(RelayAddress.parse("EXEC:cat -n", true))
        .isEqualTo(new RelayAddress.OfProgram("cat -n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file:                     | \"file:\" is incomplete; expected: file:PATH",
        "exec:                     | \"exec:\" is incomplete; expected: exec:COMMAND",
        "PTY:link=x                | \"PTY\" is not a kind of address; expected: [listen:|",
        "TCP-LISTEN:80,keepalive   | -o SO_KEEPALIVE=true",
        "OPENSSL:a:443,verify=0    | instead of verify use --insecure",
        "TCP-LISTEN:80,fork,max-children=9 | instead of max-children use --max-clients",
        "localhost                 | \"localhost\" has no port",
        "TCP-LISTEN:               | has no port",
        "/run/s                    | a path is written as unix:/run/s",
        "listen:::1:80             | write an IPv6 address and its port as [::1]:80",
      })
  void parse_malformed_isRefusedWithWhatWouldBeRight(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RelayAddress.parse(text, true))
        .withMessageContaining(message);
  }
}
