package org.llsocket.option;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.llsocket.internal.access.OptionAccess;
import org.llsocket.internal.platform.Platform;

/** The level, the number and the bytes of an {@link Option}. */
final class OptionBytes<T> extends OptionAccess<T> {
  private static final int AF_INET6 = Platform.number("AF_INET6");

  private final OptionDefinition about;
  private final OptionCodec<T> codec;

  OptionBytes(OptionDefinition about, OptionCodec<T> codec) {
    this.about = about;
    this.codec = codec;
  }

  @Override
  public int level(int family) {
    return key(family).level();
  }

  @Override
  public int number(int family) {
    return key(family).number();
  }

  private OptionDefinition.Key key(int family) {
    OptionDefinition.Key key = family == AF_INET6 ? about.inet6 : about.inet;
    if (key == null) {
      throw new UnsupportedOperationException(about.name + " does not exist on this platform");
    }
    return key;
  }

  @Override
  public boolean isOfBothFamilies() {
    return about.both;
  }

  @Override
  public int familyOf(T value) {
    return codec.family(value, AF_INET6);
  }

  @Override
  public boolean isInt() {
    return codec instanceof IntCodec<T>;
  }

  @Override
  public int toInt(T value) {
    return ints().toInt(value);
  }

  @Override
  public T fromInt(int value) {
    return ints().fromInt(value);
  }

  private IntCodec<T> ints() {
    if (codec instanceof IntCodec<T> ints) {
      return ints;
    }
    throw new IllegalStateException(about.name + " is not an int");
  }

  @Override
  public int size() {
    return codec.size();
  }

  @Override
  public int attached() {
    return codec.attached();
  }

  @Override
  public void prepare(MemorySegment value) {
    codec.prepare(value);
  }

  @Override
  public MemorySegment encode(T value, int family) throws IOException {
    return codec.encode(value, family);
  }

  @Override
  public T decode(MemorySegment bytes, int family) throws IOException {
    long returned = bytes.byteSize() - codec.attached();
    if (returned < codec.least()) {
      throw new IOException(
          about.name
              + ": getsockopt returned "
              + returned
              + " bytes, fewer than the "
              + codec.least()
              + " of the value");
    }
    return codec.decode(bytes, family);
  }
}
