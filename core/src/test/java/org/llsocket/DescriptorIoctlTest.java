package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.llsocket.SocketTest.assertErrno;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.internal.platform.Platform;
import org.llsocket.testing.Libc;

/** Raw requests of sockets, terminals and files. */
@ExtendWith(LeakCheck.class)
class DescriptorIoctlTest {
  private static final int IFREQ = 40;
  private static final int DATA = 16; // behind ifr_name
  private static final int SIOCGIFMTU = Platform.number("SIOCGIFMTU");
  private static final int SIOCGIFFLAGS = Platform.number("SIOCGIFFLAGS");
  private static final int FIONREAD = Platform.number("FIONREAD");
  private static final int TIOCGWINSZ = 0x5413;
  private static final int TIOCSWINSZ = 0x5414;
  private static final int TCFLSH = 0x540b;
  private static final int TCIFLUSH = 0;
  private static final int TIOCSPTLCK = 0x40045431; // _IOW('T', 0x31, int)
  private static final int TIOCGPTN = 0x80045430; // _IOR('T', 0x30, unsigned int)

  private static MemorySegment ifreq(MemorySegment memory) {
    memory.fill((byte) 0);
    memory.asByteBuffer().put("lo".getBytes(US_ASCII));
    return memory;
  }

  private static Descriptor terminal() throws Exception {
    return Descriptor.openFile(Path.of("/dev/ptmx"), O.RDWR | O.NOCTTY, 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ioctl_structOfAnInterface_isFilled(boolean isNative) throws Exception {
    try (Arena arena = Arena.ofConfined();
        Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      MemorySegment ifreq =
          isNative ? arena.allocate(IFREQ) : MemorySegment.ofArray(new byte[IFREQ]);
      assertThat(socket.ioctl(SIOCGIFMTU, ifreq(ifreq))).isZero();
      assertThat(ifreq.get(JAVA_INT.withByteAlignment(1), DATA)).isGreaterThanOrEqualTo(1500);
      socket.ioctl(SIOCGIFFLAGS, ifreq(ifreq));
      assertThat(ifreq.get(JAVA_SHORT.withByteAlignment(1), DATA) & IFF.LOOPBACK)
          .isEqualTo(IFF.LOOPBACK);
    }
  }

  @Test
  void ioctl_oldRequestAndShortArgument_leavesMemoryBehindItAlone() throws Exception {
    try (Arena arena = Arena.ofConfined();
        Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      MemorySegment memory = ifreq(arena.allocate(IFREQ));
      memory.asSlice(DATA).fill((byte) 7);
      socket.ioctl(SIOCGIFMTU, memory.asSlice(0, DATA));
      assertThat(memory.asSlice(DATA).toArray(JAVA_INT)).containsOnly(0x07070707);
    }
  }

  @Test
  void ioctl_argumentLongerThanAnOldRequest_isPassedAsItIs() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Arena arena = Arena.ofConfined()) {
      pair.first().send(ByteBuffer.allocate(3));
      for (MemorySegment large :
          new MemorySegment[] {arena.allocate(4096, 4), MemorySegment.ofArray(new int[99_999])}) {
        assertThat(pair.second().ioctl(FIONREAD, large)).isZero();
        assertThat(large.get(JAVA_INT, 0)).isEqualTo(3);
      }
    }
  }

  @Test
  void ioctl_terminal_setsAndGetsItsSize() throws Exception {
    try (Descriptor terminal = terminal()) {
      MemorySegment size = MemorySegment.ofArray(new short[] {24, 80, 0, 0});
      terminal.ioctl(TIOCSWINSZ, size);
      MemorySegment got = MemorySegment.ofArray(new short[4]);
      terminal.ioctl(TIOCGWINSZ, got);
      assertThat(got.toArray(JAVA_SHORT)).containsExactly(24, 80, 0, 0);
      assertThat(terminal.ioctl(TCFLSH, TCIFLUSH)).isZero();
    }
  }

  @Test
  void fionread_bytesInAPipeAndAFile_areCounted() throws Exception {
    try (Pipe pipe = Pipe.open();
        Descriptor file = Descriptor.adopt(Libc.memfd())) {
      assertThat(pipe.reader().fionread()).isZero();
      pipe.writer().write(ByteBuffer.allocate(70));
      assertThat(pipe.reader().fionread()).isEqualTo(70);
      file.write(ByteBuffer.allocate(7));
      assertThat(file.fionread()).isZero(); // behind its position
    }
  }

  @Test
  void fionread_fileThatLacksIt_isEnotty() throws Exception {
    try (Descriptor file = Descriptor.openFile(Path.of("/dev/null"))) {
      ErrnoException thrown = assertThrows(ErrnoException.class, file::fionread);
      assertThat(thrown).hasMessageStartingWith("ioctl(fd=" + file.fd() + ", FIONREAD): ENOTTY");
    }
  }

  @Test
  void ioctl_sizeInTheRequest_isChecked() throws Exception {
    try (Descriptor terminal = terminal()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> terminal.ioctl(TIOCGPTN, MemorySegment.ofArray(new byte[3])))
          .withMessage("argument of 3 bytes; request 0x80045430 takes 4");
      MemorySegment number = MemorySegment.ofArray(new int[] {-1});
      terminal.ioctl(TIOCGPTN, number); // negative as an int
      assertThat(number.get(JAVA_INT, 0)).isNotNegative();
      terminal.ioctl(Integer.toUnsignedLong(TIOCGPTN), number);
      terminal.ioctl(TIOCSPTLCK, MemorySegment.ofArray(new int[1]).asReadOnly()); // only read
      assertThatIllegalArgumentException()
          .isThrownBy(() -> terminal.ioctl(TIOCGPTN, number.asReadOnly()));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> terminal.ioctl(TIOCGWINSZ, number.asReadOnly()));
    }
  }

  @Test
  void ioctl_numberForAPointer_isRefused() throws Exception {
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> socket.ioctl(SIOCGIFMTU, 4711))
          .withMessage("request SIOCGIFMTU takes a pointer: a MemorySegment, not 4711");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> socket.ioctl(TIOCGPTN, 4711))
          .withMessage("request 0x80045430 takes a pointer: a MemorySegment, not 4711");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> socket.ioctl(0x1_0000_0000L, 0))
          .withMessage("request 0x100000000 is longer than 32 bits");
    }
  }

  @Test
  void ioctl_fionbio_isRefusedForTheFlagIsNoted() throws Exception {
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      MemorySegment on = MemorySegment.ofArray(new int[] {1});
      assertThatIllegalArgumentException()
          .isThrownBy(() -> socket.ioctl(Platform.number("FIONBIO"), on))
          .withMessage("FIONBIO sets O_NONBLOCK: use nonblock(boolean)");
      assertThat(socket.nonblock()).isFalse();
    }
  }

  @Test
  void ioctl_requestTheFileLacks_isEnotty() throws Exception {
    try (Descriptor file = Descriptor.openFile(Path.of("/dev/null"))) {
      MemorySegment size = MemorySegment.ofArray(new short[4]);
      assertErrno(Errno.ENOTTY, () -> file.ioctl(TIOCGWINSZ, size));
      assertErrno(Errno.ENOTTY, () -> file.ioctl(TCFLSH, 0));
    }
  }

  @Test
  void ioctl_interfaceThatIsNotThere_isEnodevByTheRequestsName() throws Exception {
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      var none = new byte[IFREQ];
      Arrays.fill(none, 0, 9, (byte) 'x');
      ErrnoException thrown =
          assertThrows(
              ErrnoException.class, () -> socket.ioctl(SIOCGIFMTU, MemorySegment.ofArray(none)));
      assertThat(thrown)
          .hasMessageStartingWith("ioctl(fd=" + socket.fd() + ", SIOCGIFMTU): ENODEV");
    }
  }

  @Test
  void ioctl_closed_isRefused() throws Exception {
    Descriptor closed = Descriptor.adopt(Libc.memfd());
    closed.close();
    MemorySegment number = MemorySegment.ofArray(new int[1]);
    assertThatExceptionOfType(ClosedChannelException.class)
        .isThrownBy(() -> closed.ioctl(FIONREAD, number));
    assertThatExceptionOfType(ClosedChannelException.class)
        .isThrownBy(() -> closed.ioctl(TCFLSH, 0));
    assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(closed::fionread);
  }
}
