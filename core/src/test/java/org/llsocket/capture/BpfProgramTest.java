package org.llsocket.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.LeakCheck;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.option.SO;
import org.llsocket.option.SockFilter;

/** Programs are what the kernel takes, and do what the kernel does. */
@ExtendWith(LeakCheck.class)
class BpfProgramTest {
  private static final int ROUNDS = 20_000;

  private static boolean takes(Socket socket, List<SockFilter> program) throws IOException {
    try {
      socket.set(SO.ATTACH_FILTER, program);
      return true;
    } catch (ErrnoException e) {
      assertThat(e.errno()).isEqualTo(Errno.EINVAL);
      return false;
    }
  }

  private static boolean checks(List<SockFilter> program) {
    try {
      return BpfProgram.of(program).instructions().equals(program);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The kernel decides on random programs, most of which are nearly right. */
  @Test
  void of_randomPrograms_checksWhatTheKernelChecks() throws Exception {
    var random = new Random(1);
    int taken = 0;
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      for (int i = 0; i < ROUNDS; i++) {
        List<SockFilter> program = new ArrayList<>();
        for (int j = random.nextInt(6); j > 0; j--) {
          program.add(instruction(random));
        }
        program.add(new SockFilter(6, 0, 0, 1));
        boolean kernel = takes(pair.first(), program);
        assertThat(checks(program)).as(program.toString()).isEqualTo(kernel);
        taken += kernel ? 1 : 0;
      }
    }
    assertThat(taken).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 10);
  }

  private static SockFilter instruction(Random random) {
    int code = random.nextInt(30) == 0 ? random.nextInt(1 << 16) : random.nextInt(0x100);
    if (random.nextInt(3) > 0) {
      int[] usual = {0x20, 0x28, 0x30, 0x15, 0x25, 0x35, 0x45, 5, 6, 0x16, 0, 1, 0x60, 2, 3, 0x61};
      code = usual[random.nextInt(usual.length)];
    }
    long[] operands = {0, 1, 2, 3, 15, 16, 31, 32, 0xffff_f000L, 0xffff_f034L, 0xffff_ffffL};
    long k = operands[random.nextInt(operands.length)];
    return new SockFilter(code, random.nextInt(4), random.nextInt(4), k);
  }

  /** The kernel keeps as many bytes of a datagram as the interpreter returns. */
  @Test
  void run_randomPrograms_keepsWhatTheKernelKeeps() throws Exception {
    var random = new Random(2);
    byte[] data = new byte[64];
    random.nextBytes(data);
    MemorySegment packet = MemorySegment.ofArray(data);
    MemorySegment received = MemorySegment.ofArray(new byte[100]);
    int kept = 0;
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      Socket receiver = pair.second();
      receiver.nonblock(true);
      for (int i = 0; i < ROUNDS; i++) {
        BpfProgram program = arithmetic(random);
        receiver.set(SO.ATTACH_FILTER, program.instructions());
        long expected = Math.min(program.run(packet, data.length), data.length);
        try {
          pair.first().send(packet);
        } catch (ErrnoException e) {
          assertThat(e.errno()).as(program.toString()).isEqualTo(Errno.EPERM); // it was dropped
        }
        int n = receiver.recv(received, 0);
        assertThat(n == Socket.AGAIN ? 0 : n).as(program.toString()).isEqualTo((int) expected);
        kept += n > 0 ? 1 : 0;
      }
    }
    assertThat(kept).isBetween(ROUNDS / 10, ROUNDS - 1);
  }

  /** Loads, arithmetic of every kind, jumps, and a return of A. */
  private static BpfProgram arithmetic(Random random) {
    List<SockFilter> program = new ArrayList<>();
    int[] loads = {0x20, 0x28, 0x30, 0x80, 0x00};
    int[] operations = {4, 0x14, 0x24, 0x34, 0x44, 0x54, 0x64, 0x74, 0x84, 0x94, 0xa4};
    program.add(new SockFilter(0xb1, 0, 0, random.nextInt(66)));
    program.add(new SockFilter(2, 0, 0, 3));
    program.add(new SockFilter(loads[random.nextInt(5)], 0, 0, random.nextInt(66)));
    for (int i = 0; i < 5; i++) {
      int operation = operations[random.nextInt(operations.length)];
      boolean x = operation != 0x84 && random.nextInt(3) == 0;
      program.add(new SockFilter(operation | (x ? 8 : 0), 0, 0, 1 + random.nextInt(31)));
      int jump = List.of(0x15, 0x25, 0x35, 0x45, 0x1d, 0x2d).get(random.nextInt(6));
      program.add(new SockFilter(jump, random.nextInt(2), random.nextInt(2), random.nextInt(64)));
      int other = List.of(0x07, 0x87, 0x03, 0x60, 0x81, 0x50).get(random.nextInt(6));
      program.add(new SockFilter(other, 0, 0, 3));
    }
    program.add(new SockFilter(0x54, 0, 0, 0x7f));
    program.add(new SockFilter(0x16, 0, 0, 0));
    return BpfProgram.of(program);
  }

  @Test
  void assembler_mnemonics_makeTheirInstructions() {
    BpfProgram program =
        BpfProgram.assembler()
            .ldh(12)
            .jeq(0x800, "ip", "drop")
            .label("ip")
            .ldxb(14)
            .ldhx(16)
            .jgt(1023, "drop", "low")
            .label("low")
            .ldb(23)
            .and(0xf)
            .tax()
            .ldi(1)
            .st(2)
            .ldm(2)
            .add(1)
            .sub(1)
            .or(2)
            .lsh(3)
            .rsh(1)
            .txa()
            .ldxi(4)
            .ldbx(1)
            .ldwx(1)
            .ld(0)
            .ldlen()
            .jge(60, "keep", "drop")
            .label("keep")
            .jset(1, "all", "drop")
            .label("all")
            .ja("end")
            .label("drop")
            .ret(0)
            .label("end")
            .reta()
            .build();
    assertThat(program.toString())
        .startsWith("27\n40 0 0 12\n21 0 23 2048\n177 0 0 14\n72 0 0 16\n37 20 0 1023\n");
    assertThat(BpfProgram.parse(program.toString()))
        .isEqualTo(program)
        .hasSameHashCodeAs(program)
        .isNotEqualTo(BpfProgram.assembler().ret(0).build());
  }

  @Test
  void build_farJump_isMadeThroughJa() {
    var assembler = BpfProgram.assembler().ldb(0).jeq(1, "far", "near").label("near");
    for (int i = 0; i < 300; i++) {
      assembler.ldb(1);
    }
    BpfProgram program = assembler.ret(1).label("far").ret(2).build();
    assertThat(program.run(MemorySegment.ofArray(new byte[] {1, 9}), 2)).isEqualTo(2);
    assertThat(program.run(MemorySegment.ofArray(new byte[] {0, 9}), 2)).isEqualTo(1);
    assertThat(program.instructions().get(1)).isEqualTo(new SockFilter(0x15, 0, 1, 1));
  }

  @Test
  void build_labelsThatAreWrong_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BpfProgram.assembler().ja("nowhere").ret(0).build())
        .withMessage("no label nowhere stands in the program");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BpfProgram.assembler().label("a").ldb(0).ja("a").ret(0).build())
        .withMessage("the label a stands before a jump to it: jumps lead forwards");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BpfProgram.assembler().label("a").label("a"))
        .withMessage("the label a stands twice");
    assertThatIllegalArgumentException().isThrownBy(() -> BpfProgram.assembler().label(""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BpfProgram.assembler().add(new SockFilter(5, 0, 0, 0)))
        .withMessageContaining("jumps name labels");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                     | not a program as tcpdump -ddd prints it",
        "1 6 0 0                | 1 instructions are announced, and 3 numbers follow",
        "0                      | a program has 1–4096 instructions, not 0",
        "1 6 0 0 x              | not a program as tcpdump -ddd prints it",
        "1 32 0 0 0             | instruction 0, SockFilter[code=32, jt=0, jf=0, k=0]: the last",
        "2 21 1 0 0 6 0 0 0     | leads to instruction 2, and the last is 1",
        "2 5 0 0 4294967295 6 0 0 0 | leads to instruction 4294967296, and the last is 1",
        "2 52 0 0 0 6 0 0 0     | a division by zero",
        "2 100 0 0 32 6 0 0 0   | a shift is by 0–31 bits",
        "2 96 0 0 1 6 0 0 0     | the cell has not been stored to on every way here",
        "2 2 0 0 16 6 0 0 0     | the cells of memory are 0–15",
        "2 32 0 0 4294963201 6 0 0 0 | the kernel has no data of a packet at this offset",
        "2 255 0 0 0 6 0 0 0    | classic BPF has no operation 0xff",
      })
  void parse_programThatTheKernelRefuses_namesTheRule(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BpfProgram.parse(text))
        .withMessageContaining(message);
  }

  /** SO_GET_FILTER returns what was attached. */
  @Test
  void instructions_attached_areThoseOfTheKernel() throws Exception {
    BpfProgram program = BpfProgram.assembler().ldlen().reta().build();
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      socket.set(SO.ATTACH_FILTER, program.instructions());
      assertThat(BpfProgram.of(socket.get(SO.GET_FILTER))).isEqualTo(program);
    }
  }
}
