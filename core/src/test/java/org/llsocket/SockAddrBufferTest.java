package org.llsocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SockAddrBufferTest {
  private static MemorySegment memory(SockAddrView addr, int size) {
    MemorySegment memory = MemorySegment.ofArray(new byte[size]);
    assertThat(addr.copyTo(memory)).isEqualTo(addr.length());
    return memory;
  }

  private static SockAddrBuffer filled(SockAddr addr) {
    var buffer = new SockAddrBuffer();
    buffer.copyFrom(memory(addr, 128), addr.length());
    return buffer;
  }

  @Test
  void copyFrom_whatCopyToWrote_isTheSameAddress() {
    for (String text :
        new String[] {"192.0.2.1:80", "[fe80::1%lo]:1", "unix:/run/x.sock", "unix:@a", "unix:"}) {
      SockAddr addr = SockAddr.parse(text);
      SockAddrBuffer buffer = filled(addr);
      assertThat(buffer).hasToString(text);
      assertThat(buffer.length()).isEqualTo(addr.length());
      assertThat(buffer.family()).isEqualTo(addr.family());
      assertThat(buffer.toSockAddr()).isEqualTo(addr).hasSameHashCodeAs(addr);
      assertThat(SockAddr.of(buffer)).isEqualTo(addr);
    }
  }

  @Test
  void copyFrom_shorterAddressThanBefore_leavesNothingOfIt() {
    SockAddrBuffer buffer = filled(SockAddr.inet6("2001:db8::1", 80));
    buffer.copyFrom(memory(SockAddr.inet("192.0.2.1", 7), 128), 16);
    assertThat(buffer.toSockAddr()).isEqualTo(SockAddr.inet("192.0.2.1", 7));
    buffer.copyFrom(MemorySegment.NULL, 0);
    assertThat(buffer.length()).isZero();
    assertThat(buffer.toSockAddr()).hasToString("none");
  }

  @Test
  void copyFrom_lengthBeyondStorage_isCut() {
    SockAddr longest = SockAddr.raw(AF.PACKET, new byte[126]);
    var buffer = new SockAddrBuffer();
    buffer.copyFrom(memory(longest, 128), Integer.MAX_VALUE);
    assertThat(buffer.toSockAddr()).isEqualTo(longest);
  }

  /** The kernel counts a NUL that it keeps behind the field, and accepts none there. */
  @Test
  void copyFrom_pathThatFillsTheField_isWithoutTheKernelsNul() {
    SockAddr full = SockAddr.unix("x".repeat(108));
    var buffer = new SockAddrBuffer();
    buffer.copyFrom(memory(full, 128), 111);
    assertThat(buffer.toSockAddr()).isEqualTo(full);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 17, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void copyFrom_lengthOutsideTheSegment_isRefused(int length) {
    MemorySegment source = memory(SockAddr.inet("192.0.2.1", 80), 16);
    SockAddrBuffer buffer = filled(SockAddr.unix("x"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> buffer.copyFrom(source, length))
        .withMessageContaining("address length " + length + " is not in 0–16");
    assertThat(buffer).hasToString("unix:x");
  }

  @Test
  void copyTo_emptyOrShortSegment_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SockAddrBuffer().copyTo(MemorySegment.ofArray(new byte[128])))
        .withMessageContaining("empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SockAddr.inet("1.2.3.4", 5).copyTo(MemorySegment.ofArray(new byte[15])))
        .withMessage("the address is 16 bytes, the segment 15");
  }

  @Test
  void equals_buffers_compareIdentityAndContentEqualsTheBytes() {
    SockAddr addr = SockAddr.inet("192.0.2.1", 80);
    SockAddrBuffer one = filled(addr);
    SockAddrBuffer other = filled(addr);
    assertThat(one).isNotEqualTo(other).isNotEqualTo(addr);
    assertThat(addr).isNotEqualTo(one);
    assertThat(one.contentEquals(other)).isTrue();
    assertThat(one.contentEquals(addr)).isTrue();
    assertThat(addr.contentEquals(one)).isTrue();
    assertThat(one.contentEquals(SockAddr.inet("192.0.2.1", 81))).isFalse();
    assertThat(new SockAddrBuffer().contentEquals(addr)).isFalse();
    assertThat(new SockAddrBuffer().contentEquals(new SockAddrBuffer())).isTrue();
  }

  @Test
  void toSockAddr_laterCalls_leaveItUnchanged() {
    SockAddrBuffer buffer = filled(SockAddr.unix("first"));
    SockAddr kept = buffer.toSockAddr();
    buffer.copyFrom(memory(SockAddr.unix("other"), 128), 2 + 5 + 1);
    assertThat(kept.pathBytes()).isEqualTo("first".getBytes(UTF_8));
    assertThat(buffer.path()).isEqualTo("other");
  }
}
