package org.llsocket.internal.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.testing.Blocked;

class BufferMemoryTest {
  private static final int MANY = 10_000;

  private final BufferMemory memory = new BufferMemory();

  private static List<ByteBuffer> buffers(int count) {
    List<ByteBuffer> buffers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      buffers.add(ByteBuffer.allocateDirect(16).position(i % 16));
    }
    return buffers;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void of_fewBuffers_areKeptWhole(int count) {
    List<ByteBuffer> buffers = buffers(count);
    for (int i = 0; i < MANY; i++) {
      var _ = memory.of(buffers.get(i % count));
    }
    for (ByteBuffer buffer : buffers) {
      MemorySegment kept = memory.of(buffer);
      assertThat(kept).isNotNull().isEqualTo(MemorySegment.ofBuffer(buffer.duplicate().clear()));
      assertThat(memory.of(buffer)).isSameAs(kept);
      assertThat(memory.of(buffer.duplicate())).isNull();
    }
  }

  @Test
  void of_manyBuffers_areSeldomKept() {
    List<ByteBuffer> buffers = buffers(100);
    Set<MemorySegment> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < MANY; i++) {
      MemorySegment segment = memory.of(buffers.get(i % 100));
      if (segment != null) {
        kept.add(segment);
      }
    }
    assertThat(kept).hasSizeBetween(1, MANY / 1000);
  }

  @Test
  void of_buffer_doesNotKeepItAlive() {
    WeakReference<ByteBuffer> buffer = used();
    Blocked.until(
        "collection",
        () -> {
          System.gc();
          return buffer.get() == null;
        });
  }

  private WeakReference<ByteBuffer> used() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    for (int i = 0; i < MANY; i++) {
      var _ = memory.of(buffer);
    }
    assertThat(memory.of(buffer)).isNotNull();
    return new WeakReference<>(buffer);
  }

  @Test
  void calls_withKeptMemory_moveTheBytesBetweenPositionAndLimit() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      ByteBuffer out = ByteBuffer.allocateDirect(64);
      ByteBuffer in = ByteBuffer.allocateDirect(64);
      for (int i = 0; i < MANY; i++) {
        int position = i % 50;
        out.clear().putInt(position, i).position(position).limit(position + 4);
        in.clear().position(50 - position);
        assertThat(pair.first().send(out)).isEqualTo(4);
        assertThat(pair.second().recv(in)).isEqualTo(4);
        assertThat(in.getInt(50 - position)).isEqualTo(i);
        assertThat(out.position()).isEqualTo(position + 4);
        assertThat(in.position()).isEqualTo(54 - position);
      }
    }
  }

  @Test
  void calls_withKeptMemoryOfAClosedArena_areRefused() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      ByteBuffer buffer;
      try (Arena arena = Arena.ofShared()) {
        buffer = arena.allocate(16).asByteBuffer();
        for (int i = 0; i < MANY; i++) {
          pair.first().send(buffer.clear());
          pair.second().recv(buffer.clear());
        }
      }
      assertThatIllegalStateException().isThrownBy(() -> pair.first().send(buffer.clear()));
    }
  }
}
