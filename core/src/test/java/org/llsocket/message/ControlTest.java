package org.llsocket.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.option.IP;
import org.llsocket.testing.Loopback;

/** What is added and read without a system call. */
class ControlTest {
  private static final InetAddress INET = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress INET6 = InetAddress.ofLiteral("2001:db8::1");

  static List<ControlMessage> sent() {
    return List.of(
        new Credentials(1, 4294967295L, 3),
        new HopLimit(1),
        new IpOptions(new byte[] {1, 2, 3}, true),
        new Mark(-2),
        PktInfo.from(INET6),
        PktInfo.from(INET6, 7),
        new Priority(6),
        new RawControlMessage(99, 98, new byte[] {5, 4, 3}),
        new Tos(255),
        new TrafficClass(255),
        new TsOptId(-1),
        new Ttl(255),
        new TxTime(Long.MAX_VALUE),
        new UdpSegment(65535));
  }

  static List<ControlMessage> onlyReceived() {
    return List.of(
        ExtendedErr.read(MemorySegment.ofArray(new byte[32])),
        new Inq(1),
        new IpOptions(new byte[4], false),
        new OrigDstAddr(SockAddr.inet("127.0.0.1", 1)),
        new RxqOvfl(1),
        new Security("label"),
        new Timestamp(Instant.EPOCH),
        new Timestamping(null, null),
        new TimestampingPktInfo(1, 2),
        new UdpGro(1),
        new WifiStatus(1));
  }

  @ParameterizedTest
  @MethodSource("sent")
  void add_messageToSend_isReadUnchanged(ControlMessage message) {
    try (var holder = new Message().controlCapacity(200)) {
      Control control = holder.control().add(message).add(new Ttl(1));
      assertThat(control).startsWith(message).hasSize(2);
      assertThat(control.get(message.getClass())).isEqualTo(message).hasSameHashCodeAs(message);
      assertThat(message.toString()).startsWith(message.getClass().getSimpleName() + "[");
    }
  }

  @Test
  void tos_byteOrIntOfEitherByteOrder_isTheNumber() {
    MemorySegment one = MemorySegment.ofArray(new byte[] {(byte) 0xb9});
    MemorySegment little = MemorySegment.ofArray(new byte[] {(byte) 0xb9, 0, 0, 0});
    MemorySegment big = MemorySegment.ofArray(new byte[] {0, 0, 0, (byte) 0xb9});
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      assertThat(ControlTypes.tos(one, order)).isEqualTo(new Tos(0xb9));
    }
    assertThat(ControlTypes.tos(little, ByteOrder.LITTLE_ENDIAN)).isEqualTo(new Tos(0xb9));
    assertThat(ControlTypes.tos(big, ByteOrder.BIG_ENDIAN)).isEqualTo(new Tos(0xb9));
  }

  @Test
  void toString_messages_areInOrder() {
    var holder = new Message().controlCapacity(200);
    try (holder) {
      Control control = holder.control();
      assertThat(control).hasToString("[]");
      control.add(new Ttl(7)).add(new RawControlMessage(99, 98, new byte[] {5, (byte) 0xff}));
      assertThat(control)
          .hasToString("[Ttl[ttl=7], RawControlMessage[level=99, type=98, data=05ff]]");
    }
    assertThat(holder.control()).hasToString("[]");
  }

  @Test
  void pktInfoOn_interface_letsTheKernelSelectTheAddress() {
    assertThat(PktInfo.on(3, AF.INET).local()).isEqualTo(InetAddress.ofLiteral("0.0.0.0"));
    assertThat(PktInfo.on(3, AF.INET6).local()).isEqualTo(InetAddress.ofLiteral("::"));
    assertThat(PktInfo.on(3, AF.INET6).ifindex()).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PktInfo.on(3, AF.UNIX))
        .withMessage("AF_UNIX is neither AF_INET nor AF_INET6");
    assertThatIllegalArgumentException().isThrownBy(() -> PktInfo.on(-1, AF.INET));
  }

  @ParameterizedTest
  @MethodSource("onlyReceived")
  void add_onlyReceivedMessage_isRefused(ControlMessage message) {
    try (var holder = new Message().controlCapacity(200)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> holder.control().add(message))
          .withMessageContaining(message + " is not a control message that can be sent");
      assertThat(holder.control()).isEmpty();
    }
  }

  @Test
  void add_classOfAnApplication_isRefused() {
    record Foreign(int number) implements ControlMessage {}
    try (var holder = new Message().controlCapacity(100)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> holder.control().add(new Foreign(7)))
          .withMessage("Foreign[number=7] is not a control message that can be sent");
      assertThat(holder.control()).isEmpty();
    }
  }

  @Test
  void extendedErr_values_areReadByName() {
    MemorySegment error = MemorySegment.ofArray(new int[] {1, 0x00030201, 4, 5, 0, 0, 0, 0});
    ExtendedErr read = ExtendedErr.read(error);
    assertThat(read.errno()).isEqualTo(Errno.EPERM);
    assertThat(new int[] {read.origin(), read.type(), read.code(), read.info(), read.data()})
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(read.offender()).isNull();
    assertThat(read).isEqualTo(ExtendedErr.read(error)).hasSameHashCodeAs(ExtendedErr.read(error));
    assertThat(read).isNotEqualTo(ExtendedErr.read(MemorySegment.ofArray(new int[8])));
    assertThat(read)
        .hasToString(
            "ExtendedErr[errno=EPERM, origin=1, type=2, code=3, info=4,"
                + " data=5, offender=null]");
  }

  @Test
  void add_capacityExceeded_namesNeedAndCapacity() {
    try (var holder = new Message().controlCapacity(47)) {
      holder.control().add(new Ttl(1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> holder.control().add(new Ttl(2)))
          .withMessageContaining("takes 24 bytes;")
          .withMessageContaining("23 of the control capacity of 47");
      holder.controlCapacity(48).control().add(new Ttl(2));
      assertThat(holder.control()).containsExactly(new Ttl(1), new Ttl(2));
      holder.control().clear();
      assertThat(holder.control()).isEmpty();
    }
  }

  @Test
  void sizes_outOfRange_areRefused() {
    assertThat(Control.space(0)).isEqualTo(16);
    assertThat(Control.space(1)).isEqualTo(24);
    assertThat(Control.space(9)).isEqualTo(32);
    assertThat(Control.space(0, 1, 9)).isEqualTo(72);
    assertThat(Control.space()).isZero();
    assertThat(Control.space(2147483624)).isEqualTo(2147483640);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Control.space(-1))
        .withMessageContaining("[-1] bytes; each is 0 to 2147483624 bytes");
    assertThatIllegalArgumentException().isThrownBy(() -> Control.space(4, -1, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> Control.space(1 << 30, 1 << 30));
    assertThatIllegalArgumentException().isThrownBy(() -> Control.space(Integer.MAX_VALUE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Message().controlCapacity(-1).close())
        .withMessageContaining("-1");
  }

  @Test
  void offset_outsideTheData_isRefused() {
    try (var holder = new Message().controlCapacity(100)) {
      Control control = holder.control().add(new Ttl(7));
      int at = control.first();
      assertThat(control.size(at)).isEqualTo(4);
      assertThat(control.getInt(at, 0)).isEqualTo(7);
      assertThat(control.next(at)).isEqualTo(Control.NONE);
      assertThat(control.data(at).isReadOnly()).isTrue();
      var outside = assertThatExceptionOfType(IndexOutOfBoundsException.class);
      outside.isThrownBy(() -> control.getInt(at, 1));
      outside.isThrownBy(() -> control.getInt(at, -1));
      outside.isThrownBy(() -> control.getLong(at, 0));
      for (int bad : new int[] {-1, -16, 9, 100, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        outside.isThrownBy(() -> control.level(bad));
        outside.isThrownBy(() -> control.type(bad));
        outside.isThrownBy(() -> control.size(bad));
        outside.isThrownBy(() -> control.next(bad));
        outside.isThrownBy(() -> control.data(bad));
        outside.isThrownBy(() -> control.getInt(bad, 0));
      }
      Iterator<ControlMessage> all = control.iterator();
      assertThat(all.next()).isEqualTo(new Ttl(7));
      assertThat(all.hasNext()).isFalse();
      assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(all::next);
    }
  }

  @Test
  void shortData_ofAKnownType_isRaw() {
    try (var holder = new Message().controlCapacity(200)) {
      Control control = holder.control().add(0, 8, new byte[11]).add(0, 2, new byte[0]);
      assertThat(control)
          .containsExactly(
              new RawControlMessage(0, 8, new byte[11]), new RawControlMessage(0, 2, new byte[0]));
      assertThat(control.ttl()).isEqualTo(Control.NONE);
      assertThat(control.pktinfoIfindex()).isZero(); // its field is there
      assertThat(control.add(41, 50, MemorySegment.ofArray(new byte[19]))).hasSize(3);
    }
  }

  /** Received data is sent unchanged, although it is overwritten in place. */
  @Test
  void add_ofReceivedDataInPlace_sendsThatData() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        var message = new Message().controlCapacity(Control.space(12) + Control.space(4))) {
      pair.second().set(IP.RECVTTL, true).set(IP.PKTINFO, true);
      pair.first().send(MemorySegment.ofArray(new byte[1]));
      pair.second().recvmsg(message.buffers(ByteBuffer.allocate(1)), 0);
      Control control = message.control();
      int last = control.next(control.first());
      assertThat(control.next(last)).isEqualTo(Control.NONE);
      byte[] received = control.data(last).toArray(ValueLayout.JAVA_BYTE);
      control.add(1, 2, control.data(last));
      assertThat(control).containsExactly(new RawControlMessage(1, 2, received));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void udpSegment_outOfRange_isRefused(int size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UdpSegment(size))
        .withMessage("size %d is not in its range, 0 to 65535", size);
  }

  @Test
  void pktInfo_outOfRange_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> PktInfo.from(INET, -1));
    InetAddress group = InetAddress.ofLiteral("ff02::1");
    assertThat(PktInfo.from(group, 3).reply()).isEqualTo(PktInfo.from(InetAddress.ofLiteral("::")));
    InetAddress link = InetAddress.ofLiteral("fe80::1");
    assertThat(PktInfo.from(link, 3).reply()).isEqualTo(PktInfo.from(link, 3));
    InetAddress broadcast = InetAddress.ofLiteral("255.255.255.255");
    assertThat(PktInfo.from(broadcast, 3).reply()).isEqualTo(PktInfo.on(0, AF.INET));
  }
}
