package org.llsocket.cli.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.llsocket.cli.Shell.assertUsageError;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.IPPROTO;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.Capability;
import org.llsocket.cli.Network;
import org.llsocket.cli.Program;
import org.llsocket.cli.Shell;

/** {@code llsocket capture}: datagrams on the loopback interface, which a filter selects. */
class CaptureCommandTest {
  /** The right to capture here: CAP_NET_RAW. */
  private static final Capability NET_RAW =
      Capability.named("NET_RAW", "no packet socket opens", CaptureCommandTest::opens);

  @TempDir Path folder;

  private static boolean opens() {
    try (Socket socket = Socket.open(AF.PACKET, SOCK.RAW, new IPPROTO(0))) {
      return socket.isOpen();
    } catch (IOException e) {
      return false;
    }
  }

  private static Socket receiver() throws IOException {
    Socket receiver = Socket.open(AF.INET, SOCK.DGRAM);
    receiver.bind(SockAddr.inet("127.0.0.1", 0));
    return receiver;
  }

  private static void send(Socket to, String... texts) throws IOException {
    for (String text : texts) {
      to.sendto(MemorySegment.ofArray(text.getBytes(UTF_8)), to.getsockname());
    }
  }

  /** Captures datagrams to a port of its own, in this process. */
  private static Shell.Ended capture(String options, String... texts) throws Exception {
    NET_RAW.require();
    try (Socket receiver = receiver()) {
      String line = "capture " + options + " udp port " + receiver.getsockname().port();
      try (Shell shell = Shell.start(line.split(" "))) {
        String _ = shell.awaitErr("capturing on");
        send(receiver, texts);
        Shell.Ended ended = shell.await();
        String port = "127.0.0.1." + receiver.getsockname().port();
        assertThat(ended.out().replace(port + " > " + port, "")).doesNotContain(" > ");
        return ended;
      }
    }
  }

  // ---- the screen

  @Test
  void capture_datagramsOnTheLoopback_areALineEachAndASummary() throws Exception {
    Shell.Ended ended = capture("lo -c 2", "hi", "there");
    assertThat(ended.out().lines())
        .hasSize(2)
        .allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{6} IP 127.*: UDP, length \\d"))
        .satisfiesExactly(
            first -> assertThat(first).endsWith("length 2"),
            second -> assertThat(second).endsWith("length 5"));
    assertThat(ended.err())
        .isEqualTo(
            """
            capturing on lo (Ctrl-C ends)
            captured 2 packets, received 2 by the filter, dropped 0
            """);
    assertThat(ended.status()).isZero();
  }

  @Test
  void capture_anyInterface_printsEachPacketOnce() throws Exception {
    Shell.Ended ended = capture("any -c 2", "one", "two2");
    assertThat(ended.out().lines())
        .satisfiesExactly(
            first -> assertThat(first).endsWith("length 3"),
            second -> assertThat(second).endsWith("length 4"));
  }

  @Test
  void capture_hex_printsTheBytes() throws Exception {
    Shell.Ended ended = capture("-x -c 1 lo", "a secret");
    assertThat(ended.out().lines()).hasSize(5);
    assertThat(ended.out()).contains("  0000  00 00 00 00", "a secr", "  0030  65 74");
  }

  @Test
  void capture_json_hasFields() throws Exception {
    Shell.Ended ended = capture("--json -x -s 50 -c 1 lo", "a secret");
    Map<String, Object> packet = JSON.std.mapFrom(ended.out());
    assertThat(packet)
        .containsEntry("interface", "lo")
        .containsEntry("length", 50)
        .containsEntry("captured", 50)
        .containsEntry("protocol", "ip")
        .containsEntry("source", "127.0.0.1")
        .containsEntry("transport", "udp")
        .containsEntry("payload", 8)
        .containsKeys("time", "sourcePort", "destinationPort", "hex", "text");
    assertThat(packet.get("sourcePort")).isEqualTo(packet.get("destinationPort"));
  }

  // ---- files

  @Test
  void capture_toAFile_isReadWithAFilterAndCopied() throws Exception {
    Path file = folder.resolve("dump.pcap");
    Shell.Ended ended = capture("lo -c 3 -w " + file, "a", "bb", "ccc");
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("captured 3 packets");

    Shell.Ended read = Shell.run("capture", "-r", file.toString(), "greater", "44");
    assertThat(read.err()).isEmpty();
    assertThat(read.out().lines())
        .satisfiesExactly(
            first -> assertThat(first).endsWith("UDP, length 2"),
            second -> assertThat(second).endsWith("UDP, length 3"));

    Shell.Ended copy =
        Shell.run("capture", "-r", file.toString(), "-w", "-", "-s", "43", "less 43");
    Shell copied = Shell.startWith(copy.bytes(), "capture", "-r", "-", "--json");
    Map<String, Object> packet = JSON.std.mapFrom(copied.await().out());
    assertThat(packet).containsEntry("length", 43).containsEntry("payload", 1);
    assertThat(packet).doesNotContainKey("interface");
  }

  @Test
  void read_fileOfTcpdump_isPrintedAlike() throws Exception {
    Capability.program("tcpdump").require();
    Path file = folder.resolve("dump.pcap");
    assertThat(capture("lo -c 2 -w " + file, "a", "bb").status()).isZero();
    try (Program tcpdump = Program.start("tcpdump", "-n", "-r", file.toString())) {
      assertThat(Shell.run("capture", "-r", file.toString()).out()).isEqualTo(tcpdump.output());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none.pcap  | none.pcap",
        "empty.pcap | not a pcap file",
        "cut.pcap   | packet 1, before byte 30 of the file: the file ends within the header",
      })
  void read_fileThatIsNone_namesWhatIsWrong(String name, String message) throws Exception {
    Files.write(folder.resolve("empty.pcap"), new byte[0]);
    byte[] cut = new byte[30];
    byte[] header = {(byte) 0xa1, (byte) 0xb2, (byte) 0xc3, (byte) 0xd4, 0, 2, 0, 4};
    System.arraycopy(header, 0, cut, 0, header.length);
    cut[23] = 1;
    Files.write(folder.resolve("cut.pcap"), cut);
    Shell.Ended ended = Shell.run("capture", "-r", folder.resolve(name).toString());
    assertThat(ended.err()).startsWith("llsocket capture: ").contains(message).hasLineCount(1);
    assertThat(ended.status()).isEqualTo(1);
  }

  // ---- the end

  /** Ctrl-C ends with a whole file and a summary. */
  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void capture_signal_writesTheFileAndTheSummary(String signal) throws Exception {
    NET_RAW.require();
    Path file = folder.resolve("dump.pcap");
    Path err = folder.resolve("err");
    try (Socket receiver = receiver()) {
      String port = String.valueOf(receiver.getsockname().port());
      String[] line = {"capture", "lo", "-w", file.toString(), "udp", "port", port};
      try (Program program = Program.interruptible(err, line)) {
        Shell.await(() -> Files.readString(err).contains("capturing on lo"));
        send(receiver, "a", "bb", "ccc");
        Shell.await(() -> Files.size(file) >= 24 + 3 * 16 + 3 * 42 + 6);
        program.signal(signal);
        assertThat(program.status()).isZero();
      }
    }
    assertThat(Files.readString(err))
        .endsWith("captured 3 packets, received 3 by the filter, dropped 0\n");
    assertThat(Shell.run("capture", "-r", file.toString()).out()).hasLineCount(3);
  }

  @Test
  void capture_withoutCapNetRaw_printsWhatIsMissing() throws Exception {
    Capability.NETWORKS.require();
    Path err = folder.resolve("err");
    List<String> command =
        Network.LOOPBACK.command(Network.UNPRIVILEGED, Program.command("capture", "lo"));
    try (Program program = Program.run(err, command)) {
      assertThat(program.output()).isEmpty();
      assertThat(program.status()).isEqualTo(1);
    }
    assertThat(Files.readString(err))
        .startsWith("llsocket capture: ")
        .contains("EPERM", "lacks CAP_NET_RAW; run as root, or setcap cap_net_raw+ep on the java")
        .hasLineCount(1);
  }

  @Test
  void capture_interfaceThatIsDown_isNamed() throws Exception {
    Capability.NETWORKS.require();
    Path err = folder.resolve("err");
    List<String> command =
        Network.LOOPBACK.command("ip link set lo down\n", Program.command("capture", "lo"));
    try (Program program = Program.run(err, command)) {
      assertThat(program.status()).isEqualTo(1);
    }
    assertThat(Files.readString(err)).contains("llsocket capture: lo is down: ", "ENETDOWN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "capture                  | name an interface, any, or a file with -r",
        "capture -c 0 lo          | -c must be at least 1, not 0",
        "capture -s 0 lo          | -s must be 1–262144, not 0",
        "capture -B 5000 lo       | -B must be 1–4096, not 5000",
        "capture -w a --json lo   | -w is not for --json or -x",
        "capture -r a -p          | -p is for an interface, not for -r",
      })
  void capture_wrongOptions_isAUsageError(String line, String message) throws Exception {
    assertUsageError(line, message);
  }

  @Test
  void capture_wrongFilterOrInterface_isNamed() throws Exception {
    Shell.Ended filter = Shell.run("capture", "lo", "tcp", "prot", "80");
    assertThat(filter.err())
        .isEqualTo(
            "llsocket capture: filter \"tcp prot 80\": tcp has no addresses; ip, ip6, arp, rarp and"
                + " ether have; at \"prot\", character 5\n");
    assertThat(filter.status()).isEqualTo(2);
    Shell.Ended none = Shell.run("capture", "no-such-if");
    assertThat(none.err()).contains("no-such-if", "ENODEV").hasLineCount(1);
    assertThat(none.status()).isEqualTo(1);
  }
}
