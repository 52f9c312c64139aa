package org.llsocket.internal.struct;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in a byte array, in the order of this machine or of the network. */
final class Bytes {
  private static final VarHandle NATIVE_SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
  private static final VarHandle NATIVE_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle NETWORK_SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle NETWORK_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  static int nativeShort(byte[] bytes, int offset) {
    return Short.toUnsignedInt((short) NATIVE_SHORT.get(bytes, offset));
  }

  static void nativeShort(byte[] bytes, int offset, int value) {
    NATIVE_SHORT.set(bytes, offset, (short) value);
  }

  static int nativeInt(byte[] bytes, int offset) {
    return (int) NATIVE_INT.get(bytes, offset);
  }

  static void nativeInt(byte[] bytes, int offset, int value) {
    NATIVE_INT.set(bytes, offset, value);
  }

  static int networkShort(byte[] bytes, int offset) {
    return Short.toUnsignedInt((short) NETWORK_SHORT.get(bytes, offset));
  }

  static void networkShort(byte[] bytes, int offset, int value) {
    NETWORK_SHORT.set(bytes, offset, (short) value);
  }

  static int networkInt(byte[] bytes, int offset) {
    return (int) NETWORK_INT.get(bytes, offset);
  }

  static void networkInt(byte[] bytes, int offset, int value) {
    NETWORK_INT.set(bytes, offset, value);
  }
}
