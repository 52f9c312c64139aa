package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import java.net.SocketOption;

/**
 * An option of {@code getsockopt(2)} and {@code setsockopt(2)}: its level and number, and what its
 * bytes mean.
 */
public abstract class Option<T> implements SocketOption<T> {
  private final String cName;
  private final Class<T> type;

  protected Option(String cName, Class<T> type) {
    this.cName = cName;
    this.type = type;
  }

  /** The option itself, or the one that the JDK's option stands for. */
  @SuppressWarnings("unchecked")
  public static <T> Option<T> of(SocketOption<T> option) {
    if (option instanceof Option<?> known) {
      return (Option<T>) known;
    }
    throw new UnsupportedOperationException(option.name() + " has no C name");
  }

  @Override
  public final String name() {
    return cName;
  }

  @Override
  public final Class<T> type() {
    return type;
  }

  /** The level, for a socket of this family. */
  public abstract int level(int family);

  /** The number, for a socket of this family. */
  public abstract int number(int family);

  /** Bytes to offer the kernel for a value. */
  public abstract int size();

  public abstract boolean isReadable();

  public abstract boolean isWritable();

  /** Writes {@code value} as the kernel wants it, and returns how many bytes that are. */
  public abstract int encode(T value, MemorySegment target, int family);

  /** Reads the bytes that the kernel returned. */
  public abstract T decode(MemorySegment value, int family);

  @Override
  public final String toString() {
    return cName;
  }
}
