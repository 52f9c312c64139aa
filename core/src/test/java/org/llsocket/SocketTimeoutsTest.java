package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.internal.platform.Platform;
import org.llsocket.option.Linger;
import org.llsocket.option.SO;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Loopback;

/** Timeouts that the kernel accepts and a count of nanoseconds cannot hold. */
@ExtendWith(LeakCheck.class)
class SocketTimeoutsTest {
  /** 317 years, and the most that the option takes. */
  private static final long LONG = 10_000_000_000L;

  private static final long LONGEST = Long.MAX_VALUE / 1000 - 2;

  @ParameterizedTest
  @ValueSource(longs = {LONG, LONGEST})
  void timeout_ofCenturies_isSetAndAdopted(long seconds) throws Exception {
    Duration time = Duration.ofSeconds(seconds);
    Socket socket = Socket.open(AF.INET, SOCK.DGRAM);
    socket.set(SO.RCVTIMEO, time).set(SO.SNDTIMEO, time);
    Duration kernels = socket.get(SO.RCVTIMEO); // which counts ticks, and takes more for none
    assertThat(kernels).isIn(time, Duration.ZERO);
    try (Socket adopted = Socket.adopt(socket.detach())) {
      assertThat(adopted.get(SO.SNDTIMEO)).isEqualTo(kernels);
    }
  }

  /** TCP hands the listener's times on to what is accepted. */
  @Test
  void timeout_ofCenturiesOfAListener_isHandedOn() throws Exception {
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      listener.set(SO.SNDTIMEO, Duration.ofSeconds(5)).set(SO.RCVTIMEO, Duration.ofSeconds(LONG));
      client.connect(listener.getsockname());
      try (Socket accepted = Loopback.accept(listener)) {
        assertThat(accepted.get(SO.RCVTIMEO)).isEqualTo(Duration.ofSeconds(LONG));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void receive_withATimeoutOfCenturies_waits(boolean virtual) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Socket reader = pair.first().set(SO.RCVTIMEO, Duration.ofSeconds(LONG));
      ByteBuffer buffer = ByteBuffer.allocate(1);
      Blocked<Integer> call =
          virtual
              ? Blocked.startVirtual(() -> reader.recv(buffer))
              : Blocked.start(() -> reader.recv(buffer));
      call.untilInKernel(reader.fd());
      pair.second().send(ByteBuffer.allocate(1));
      assertThat(call.get()).isOne();
    }
  }

  /** The kernel takes the seconds without a sign, and gives them back as they were. */
  @Test
  void linger_thatIsNoCountOfSeconds_isTheLongest() throws Exception {
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      int level = Platform.number("SOL_SOCKET");
      int name = Platform.number("SO_LINGER");
      socket.setsockopt(level, name, MemorySegment.ofArray(new int[] {1, -1}));
      MemorySegment value = MemorySegment.ofArray(new int[2]);
      socket.getsockopt(level, name, value);
      assertThat(value.getAtIndex(JAVA_INT, 1)).isNegative();
      assertThat(socket.get(SO.LINGER)).isEqualTo(Linger.of(Duration.ofSeconds(Integer.MAX_VALUE)));
    }
  }
}
