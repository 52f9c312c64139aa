package org.llsocket.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.llsocket.IPPROTO;
import org.llsocket.internal.struct.Rtattr;

/** Messages that are written and read back, and bytes that are none. */
class NetlinkMessageTest {
  private static final int LARGEST = 300;
  private static final int INPUTS = Integer.getInteger("llsocket.inputs", 200_000);

  private final MemorySegment memory = Arena.ofAuto().allocate(LARGEST, 8);

  private static NetlinkMessage only(byte[] bytes) throws ProtocolException {
    List<NetlinkMessage> messages = NetlinkMessage.parse(MemorySegment.ofArray(bytes));
    assertThat(messages).hasSize(1);
    return messages.getFirst();
  }

  @Test
  void request_withAttributesOfEveryType_readsBack() throws Exception {
    InetAddress address = InetAddress.ofLiteral("2001:db8::1");
    byte[] bytes =
        new NetlinkRequest(RTM.NEWROUTE, NLM.F_CREATE)
            .header(new byte[] {10, 64, 0})
            .putU8(1, 255)
            .putU16(2, 65_535)
            .putBe16(3, 0x1234)
            .putU32(4, -2)
            .putU64(5, Long.MIN_VALUE)
            .put(6, "näme")
            .put(7, address)
            .begin(8)
            .putU8(1, 7)
            .begin(2)
            .end()
            .end()
            .put(4, new byte[0])
            .toBytes(NLM.F_ACK, -1);
    assertThat(bytes.length % 4).isZero();
    NetlinkMessage message = only(bytes);
    assertThat(message.type()).isEqualTo(RTM.NEWROUTE);
    assertThat(message.flags()).isEqualTo(NLM.F_REQUEST | NLM.F_CREATE | NLM.F_ACK);
    assertThat(message.seq()).isEqualTo(-1);
    assertThat(message.pid()).isZero();
    assertThat(message.payload().asSlice(0, 4).toArray(JAVA_BYTE)).containsExactly(10, 64, 0, 0);
    Attributes attributes = message.attributes(3);
    assertThat(attributes).hasSize(9);
    assertThat(attributes.get(1).u8()).isEqualTo(255);
    assertThat(attributes.get(2).u16()).isEqualTo(65_535);
    assertThat(attributes.get(3).be16()).isEqualTo(0x1234);
    assertThat(attributes.get(5).u64()).isEqualTo(Long.MIN_VALUE);
    assertThat(attributes.get(6).string()).isEqualTo("näme");
    assertThat(attributes.get(6).data().byteSize()).isEqualTo(6);
    assertThat(attributes.get(7).address()).isEqualTo(address);
    Attribute nested = attributes.get(8);
    assertThat(nested.isNested()).isTrue();
    assertThat(nested.nested().get(1).u8()).isEqualTo(7);
    assertThat(nested.nested().get(2).nested()).isEmpty();
    assertThat(attributes.get(4).bytes()).as("the last of two").isEmpty();
    Attribute first = List.copyOf(iterable(attributes)).get(3);
    assertThat(first.i32()).isEqualTo(-2);
    assertThat(first.u32()).isEqualTo(0xffff_fffeL);
    assertThat(attributes.find(9)).isNull();
    assertThat(attributes)
        .hasToString(
            "[1 (1 bytes), 2 (2 bytes), 3 (2 bytes), 4 (4 bytes), 5 (8 bytes), 6 (6 bytes),"
                + " 7 (16 bytes), 8 (12 bytes), 4 (0 bytes)]");
  }

  private static List<Attribute> iterable(Attributes attributes) {
    List<Attribute> list = new ArrayList<>();
    attributes.forEach(list::add);
    return list;
  }

  @Test
  void attribute_markedAsNetworkOrder_isReadSo() throws Exception {
    MemorySegment data = MemorySegment.ofArray(new byte[] {6, 0, 0, 0, 0x12, 0x34, 0, 0});
    data.set(JAVA_SHORT_UNALIGNED, 0, (short) 6);
    data.set(JAVA_SHORT_UNALIGNED, 2, (short) (0x4000 | 5));
    Attribute attribute = Attributes.parse(data).get(5);
    assertThat(attribute.isNetworkOrder()).isTrue();
    assertThat(attribute.isNested()).isFalse();
    assertThat(attribute.u16()).isEqualTo(0x1234).isEqualTo(attribute.be16());
  }

  @Test
  void attribute_ofAnotherSize_isRefused() throws Exception {
    Attributes attributes =
        only(new NetlinkRequest(1, 0).put(1, new byte[3]).toBytes(0, 0)).attributes(0);
    Attribute three = attributes.get(1);
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(three::u8)
        .withMessage("attribute 1 has 3 bytes, not 1");
    assertThatExceptionOfType(ProtocolException.class).isThrownBy(three::u16);
    assertThatExceptionOfType(ProtocolException.class).isThrownBy(three::be16);
    assertThatExceptionOfType(ProtocolException.class).isThrownBy(three::u32);
    assertThatExceptionOfType(ProtocolException.class).isThrownBy(three::be32);
    assertThatExceptionOfType(ProtocolException.class).isThrownBy(three::i32);
    assertThatExceptionOfType(ProtocolException.class).isThrownBy(three::u64);
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(three::address)
        .withMessage("attribute 1 has 3 bytes, not 4 or 16");
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> attributes.get(2))
        .withMessage("no attribute 2 in [1 (3 bytes)]");
  }

  @Test
  void parse_lengthsThatReachFurther_areRefused() throws Exception {
    byte[] good = new NetlinkRequest(1, 0).putU32(1, 5).toBytes(0, 0);
    for (int length : new int[] {0, 15, good.length + 1, -1, Integer.MIN_VALUE}) {
      byte[] bad = good.clone();
      MemorySegment.ofArray(bad).set(JAVA_INT_UNALIGNED, 0, length);
      assertThatExceptionOfType(ProtocolException.class)
          .isThrownBy(() -> NetlinkMessage.parse(MemorySegment.ofArray(bad)))
          .withMessageContaining(Integer.toUnsignedString(length) + " bytes at 0 of 24");
    }
    for (int length : new int[] {0, 3, 9, 65_535}) {
      byte[] bad = good.clone();
      MemorySegment.ofArray(bad).set(JAVA_SHORT_UNALIGNED, 16, (short) length);
      NetlinkMessage message = only(bad);
      assertThatExceptionOfType(ProtocolException.class)
          .isThrownBy(() -> message.attributes(0))
          .withMessage("an attribute of " + length + " bytes at 0 of 8");
      assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> message.attributes(12));
      assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> message.attributes(-1));
    }
    assertThat(NetlinkMessage.parse(MemorySegment.ofArray(new byte[0]))).isEmpty();
  }

  @Test
  void request_wrongUse_isRefused() {
    var request = new NetlinkRequest(1, 0);
    assertThatIllegalArgumentException().isThrownBy(() -> new NetlinkRequest(65_536, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetlinkRequest(0, -1))
        .withMessage("flags: -1 is not 0–65535");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request.put(1, new byte[65_532]))
        .withMessage("attribute 1 is 65532 bytes; at most 65531");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request.put(16_384, new byte[0]))
        .withMessage("attribute: 16384 is not 0–16383");
    assertThatIllegalArgumentException().isThrownBy(() -> request.begin(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> request.putU8(1, 256));
    assertThatIllegalArgumentException().isThrownBy(() -> request.putU16(1, 65_536));
    assertThatIllegalArgumentException().isThrownBy(() -> request.putBe16(1, -1));
    assertThatIllegalStateException().isThrownBy(request::end).withMessage("no attribute is open");
    request.begin(1);
    assertThatIllegalStateException()
        .isThrownBy(() -> request.toBytes(0, 0))
        .withMessage("1 attributes are open");
    assertThatIllegalStateException().isThrownBy(() -> request.header(new byte[4]));
    request.put(1, new byte[60_000]).put(1, new byte[60_000]);
    assertThatIllegalArgumentException()
        .isThrownBy(request::end)
        .withMessage("an attribute of 120012 bytes; at most 65535");
  }

  /** Any bytes at the end of memory that reaches no further: read whole, or refused. */
  @Test
  void read_anyBytes_readsOrRefuses() {
    long seed = Long.getLong("llsocket.seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    var bytes = new byte[LARGEST];
    for (int i = 0; i < INPUTS; i++) {
      random.nextBytes(bytes);
      int size = random.nextInt(LARGEST + 1);
      MemorySegment buffer = memory.asSlice(LARGEST - size);
      MemorySegment.copy(bytes, 0, buffer, JAVA_BYTE, 0, size);
      structure(buffer, random);
      try {
        read(buffer, random);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("-Dllsocket.seed=" + seed + ", input " + i, e);
      }
    }
  }

  /** Plausible lengths of messages and attributes, among others. */
  private static void structure(MemorySegment buffer, SplittableRandom random) {
    if (buffer.byteSize() < 16 || random.nextInt(8) == 0) {
      return;
    }
    long length = random.nextInt(4) == 0 ? random.nextInt(40) : buffer.byteSize();
    buffer.set(JAVA_INT_UNALIGNED, 0, (int) length);
    buffer.set(JAVA_SHORT_UNALIGNED, 4, (short) random.nextInt(30));
    long at = 16 + 4L * random.nextInt(5);
    while (at + 4 <= buffer.byteSize()) {
      int size = random.nextInt(12) == 0 ? random.nextInt(0x10000) : 4 + random.nextInt(40);
      buffer.set(JAVA_SHORT_UNALIGNED, at, (short) size);
      buffer.set(JAVA_SHORT_UNALIGNED, at + 2, (short) random.nextInt(20));
      at += Rtattr.align(Math.max(size, 4));
    }
  }

  /** Each message by one of the readers. */
  private static void read(MemorySegment buffer, SplittableRandom random) {
    try {
      for (NetlinkMessage message : NetlinkMessage.parse(buffer)) {
        Object value = READERS.get(random.nextInt(READERS.size())).read(message);
        if (value == null) {
          throw new AssertionError(message + " was read as null");
        }
      }
    } catch (ProtocolException refused) {
      String text = refused.getMessage();
      if (text == null || text.contains("null")) {
        throw new AssertionError("a refusal without a reason: " + text, refused);
      }
    }
  }

  private interface Reader {
    Object read(NetlinkMessage message) throws ProtocolException;
  }

  private static final List<Reader> READERS =
      List.of(
          Rtnetlink::link,
          Rtnetlink::address,
          Rtnetlink::route,
          Rtnetlink::neighbour,
          message -> SockDiag.inet(message, IPPROTO.TCP),
          message -> SockDiag.inet(message, IPPROTO.UDP),
          SockDiag::unix,
          SockDiag::packet,
          SockDiag::netlink,
          SockDiag::vsock,
          NetlinkException::extended,
          message -> NetlinkException.of("x", 1, NetlinkException.extended(message)),
          message -> nested(message.attributes(0), 0));

  private static String nested(Attributes attributes, int depth) throws ProtocolException {
    for (Attribute each : attributes) {
      if (depth < 5 && each.string().length() < LARGEST) {
        nested(each.nested(), depth + 1);
      }
    }
    return attributes.toString();
  }

  @Property
  void attributes_anyValues_readBack(@ForAll @Size(max = 20) List<@Size(max = 50) byte[]> values)
      throws ProtocolException {
    var request = new NetlinkRequest(1, 0);
    for (int i = 0; i < values.size(); i++) {
      request.put(i, values.get(i));
    }
    Attributes attributes = only(request.toBytes(0, 0)).attributes(0);
    for (int i = 0; i < values.size(); i++) {
      assertThat(attributes.get(i).bytes()).isEqualTo(values.get(i));
    }
  }
}
