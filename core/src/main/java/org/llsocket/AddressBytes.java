package org.llsocket;

import java.lang.foreign.MemorySegment;
import java.net.SocketAddress;
import org.llsocket.internal.struct.Addresses;

/** What {@link SockAddr} tells the rooms above this one. */
final class AddressBytes extends Addresses {
  @Override
  public int write(SocketAddress address, MemorySegment target) {
    return ((SockAddr) address).writeTo(target);
  }

  @Override
  public void read(SocketAddress address, MemorySegment source, int kernelLength) {
    ((SockAddr) address).readFrom(source, kernelLength);
  }

  @Override
  public void require(SocketAddress address, boolean fillable) {
    if (fillable) {
      ((SockAddr) address).requireFillable();
    } else {
      ((SockAddr) address).requirePresent();
    }
  }
}
