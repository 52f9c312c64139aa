package org.llsocket.option;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.InetSockaddr;
import org.llsocket.internal.struct.Sockaddr;
import org.llsocket.internal.struct.SockaddrIn;

/** Codecs of values that are not an {@code int} and have no class of their own. */
final class Codecs {
  private Codecs() {}

  @FunctionalInterface
  interface Encoder<T> {
    MemorySegment encode(T value, int family) throws IOException;
  }

  @FunctionalInterface
  interface Decoder<T> {
    T decode(MemorySegment bytes, int family) throws IOException;
  }

  /** A codec of two functions. */
  record Plain<T>(
      Class<T> type, int size, int least, String range, Encoder<T> encoder, Decoder<T> decoder)
      implements OptionCodec<T> {
    /** A codec of values that all have one size. */
    Plain(Class<T> type, int size, String range, Encoder<T> encoder, Decoder<T> decoder) {
      this(type, size, size, range, encoder, decoder);
    }

    @Override
    public MemorySegment encode(T value, int family) throws IOException {
      return encoder.encode(value, family);
    }

    @Override
    public T decode(MemorySegment bytes, int family) throws IOException {
      return decoder.decode(bytes, family);
    }
  }

  static final OptionCodec<Long> LONG =
      new Plain<>(
          Long.class,
          Long.BYTES,
          "",
          (value, family) -> MemorySegment.ofArray(new long[] {value}),
          (bytes, family) -> bytes.get(JAVA_LONG, 0));

  /** {@code struct sockaddr} of IPv4 or IPv6; read-only. */
  static final OptionCodec<InetSocketAddress> INET_ADDRESS =
      readOnly(
          InetSocketAddress.class,
          Sockaddr.STORAGE,
          SockaddrIn.SIZE,
          (bytes, family) -> InetSockaddr.read(bytes));

  /** {@code struct ip6_mtuinfo { struct sockaddr_in6 ip6m_addr; uint32_t ip6m_mtu; }}: the MTU. */
  static final OptionCodec<Long> IP6_MTUINFO =
      readOnly(
          Long.class,
          Fields.size("ip6_mtuinfo"),
          (bytes, family) -> new Fields("ip6_mtuinfo", bytes).get("ip6m_mtu"));

  /** A struct of one size. */
  static <T> OptionCodec<T> struct(
      Class<T> type, String tag, Function<Fields, T> read, BiConsumer<Fields, T> write) {
    return new Plain<>(
        type,
        Fields.size(tag),
        "",
        (value, family) -> {
          Fields fields = Fields.of(tag);
          write.accept(fields, value);
          return fields.memory();
        },
        (bytes, family) -> read.apply(new Fields(tag, bytes)));
  }

  /** An unsigned number of one byte. */
  static OptionCodec<Integer> octet(String name) {
    return new Plain<>(
        Integer.class,
        1,
        Ranges.text(0, 0xff),
        (value, family) ->
            MemorySegment.ofArray(new byte[] {(byte) Ranges.check(name, value, 0, 0xff)}),
        (bytes, family) -> bytes.get(JAVA_BYTE, 0) & 0xff);
  }

  /** An unsigned number of two bytes. */
  static OptionCodec<Integer> unsignedShort(String name) {
    return new Plain<>(
        Integer.class,
        Short.BYTES,
        Ranges.text(0, 0xffff),
        (value, family) ->
            MemorySegment.ofArray(new short[] {(short) Ranges.check(name, value, 0, 0xffff)}),
        (bytes, family) -> bytes.get(JAVA_SHORT, 0) & 0xffff);
  }

  static <T> OptionCodec<T> readOnly(Class<T> type, int size, Decoder<T> decoder) {
    return readOnly(type, size, size, decoder);
  }

  /** A codec of values of {@code least} to {@code size} bytes. */
  static <T> OptionCodec<T> readOnly(Class<T> type, int size, int least, Decoder<T> decoder) {
    return new Plain<>(
        type,
        size,
        least,
        "",
        (value, family) -> {
          throw new IllegalArgumentException(value + " can only be read");
        },
        decoder);
  }

  static <T> OptionCodec<T> writeOnly(Class<T> type, String range, Encoder<T> encoder) {
    return new Plain<>(
        type,
        0,
        range,
        encoder,
        (bytes, family) -> {
          throw new IllegalArgumentException(type.getSimpleName() + " can only be set");
        });
  }

  /** A codec of values that can only be set, for the family of the group's address. */
  static <T> OptionCodec<T> ofGroups(
      Class<T> type, Function<T, InetAddress> group, Encoder<T> encoder) {
    OptionCodec<T> plain = writeOnly(type, "", encoder);
    return new OptionCodec<>() {
      @Override
      public Class<T> type() {
        return type;
      }

      @Override
      public int size() {
        return plain.size();
      }

      @Override
      public MemorySegment encode(T value, int family) throws IOException {
        return plain.encode(value, family);
      }

      @Override
      public T decode(MemorySegment bytes, int family) throws IOException {
        return plain.decode(bytes, family);
      }

      @Override
      public int family(T value, int socketFamily) {
        return Groups.familyOf(group.apply(value));
      }
    };
  }

  static OptionCodec<byte[]> bytes(String name, int max) {
    return new Plain<>(
        byte[].class,
        max,
        0,
        "at most " + max + " bytes",
        (value, family) -> {
          Ranges.check(name + " in bytes", value.length, 0, max);
          return MemorySegment.ofArray(value);
        },
        (bytes, family) -> bytes.toArray(JAVA_BYTE));
  }

  static OptionCodec<String> text(String name, int max) {
    return new Plain<>(
        String.class,
        max + 1,
        0,
        "at most " + max + " bytes",
        (value, family) -> {
          byte[] utf8 = value.getBytes(UTF_8);
          if (utf8.length > max || value.indexOf('\0') >= 0) {
            throw Ranges.outside(
                name, '"' + value + '"', "text of at most " + max + " bytes without a NUL");
          }
          return MemorySegment.ofArray(Arrays.copyOf(utf8, utf8.length + 1));
        },
        (bytes, family) -> Fields.text(bytes.toArray(JAVA_BYTE)));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // there is no List<E>.class
  static <E> Class<List<E>> listOf() {
    return (Class) List.class;
  }

  static OptionCodec<List<Long>> unsignedList(int max) {
    return readOnly(
        listOf(),
        max * Integer.BYTES,
        0,
        (bytes, family) -> {
          List<Long> numbers = new ArrayList<>();
          for (long at = 0; at + Integer.BYTES <= bytes.byteSize(); at += Integer.BYTES) {
            numbers.add(Integer.toUnsignedLong(bytes.get(JAVA_INT, at)));
          }
          return List.copyOf(numbers);
        });
  }

  /** Bits in an array of {@code unsigned int}, the lowest first. */
  static OptionCodec<BitSet> bits(String name, int count) {
    return new Plain<>(
        BitSet.class,
        count / Byte.SIZE,
        "bits 0–" + (count - 1),
        (value, family) -> {
          Ranges.check(name + " in bits", value.length(), 0, count);
          MemorySegment words = Fields.zeroes(count / Byte.SIZE);
          value.stream()
              .forEach(bit -> {
                long word = bit / Integer.SIZE;
                int old = words.getAtIndex(JAVA_INT, word);
                words.setAtIndex(JAVA_INT, word, old | 1 << bit);
              });
          return words;
        },
        (bytes, family) -> {
          var bits = new BitSet(count);
          for (int bit = 0; bit < bytes.byteSize() * Byte.SIZE; bit++) {
            bits.set(bit, (bytes.getAtIndex(JAVA_INT, bit / Integer.SIZE) >>> bit & 1) != 0);
          }
          return bits;
        });
  }
}
