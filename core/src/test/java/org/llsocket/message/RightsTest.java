package org.llsocket.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llsocket.message.Messages.assertErrno;
import static org.llsocket.message.Messages.get;
import static org.llsocket.message.Messages.receive;
import static org.llsocket.message.Messages.send;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.LeakCheck;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.internal.lifecycle.DescriptorAccess;
import org.llsocket.option.SO;
import org.llsocket.programs.NoMemoryProgram;
import org.llsocket.programs.RightsProgram;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Loopback;

@ExtendWith(LeakCheck.class)
@SuppressWarnings("try") // closing within is what is tested
class RightsTest {
  private static Descriptor[] times(Descriptor descriptor, int count) {
    return Collections.nCopies(count, descriptor).toArray(Descriptor[]::new);
  }

  /** Descriptors by what they are closed by: in a JVM that nothing else uses. */
  @Test
  void receive_everyControlSize_leaksNothing() {
    assertThat(ChildJvm.of(RightsProgram.class).lines())
        .containsExactly("grid 0", "peek 0", "unread 0");
  }

  @Test
  void receive_nearTheDescriptorLimit_leaksNothing() {
    ChildJvm program = ChildJvm.of(RightsProgram.class).descriptorLimit(100);
    assertThat(program.arguments("limit").lines()).containsExactly("limit 0");
  }

  /** Whichever allocation it is that fails. */
  @Test
  void receive_whileTheHeapIsFull_leaksNothing() {
    assertThat(ChildJvm.of(NoMemoryProgram.class).options("-Xmx16m").lines())
        .containsExactly("failed true, left []");
  }

  @Test
  void capacityForOneFd_paddedToTwo_bothAreOwned() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM);
        var message = new Message().controlCapacity(Control.space(Integer.BYTES))) {
      send(pair.first(), Rights.of(times(pair.first(), 10)));
      pair.second().recvmsg(message.buffers(ByteBuffer.allocate(1)), 0);
      assertThat(message.isControlTruncated()).isTrue();
      List<Descriptor> received = get(message, Rights.class).descriptors();
      assertThat(received).hasSize(2).allMatch(Descriptor::isOpen);
      message.close();
      assertThat(received).noneMatch(Descriptor::isOpen);
    }
  }

  @Test
  void received_notTaken_areClosedByTheNextReceive() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM);
        var message = new Message().controlCapacity(64)) {
      send(pair.first(), Rights.of(pair.first()));
      pair.second().recvmsg(message.buffers(ByteBuffer.allocate(1)), 0);
      Rights rights = get(message, Rights.class);
      assertThat(message.control().get(Rights.class)).isSameAs(rights);
      assertThat(message.control()).containsExactly(rights);
      assertThat(pair.second().recvmsg(message, MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
      assertThat(rights.descriptors()).noneMatch(Descriptor::isOpen);
      assertThatIllegalStateException().isThrownBy(rights::take);
      assertThat(message.control().get(Rights.class)).isNull();
    }
  }

  @Test
  void received_notTaken_areClosedByAClearAndAnAdd() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM);
        var message = new Message().controlCapacity(64)) {
      for (boolean add : new boolean[] {true, false}) {
        send(pair.first(), Rights.of(pair.first()));
        pair.second().recvmsg(message.buffers(ByteBuffer.allocate(1)), 0);
        Rights rights = get(message, Rights.class);
        if (add) {
          message.control().add(new Ttl(3));
          assertThat(message.control()).containsExactly(new Ttl(3));
        } else {
          message.control().clear();
        }
        assertThat(rights.descriptors()).noneMatch(Descriptor::isOpen);
      }
    }
  }

  @Test
  void take_twice_isRefused() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      send(pair.first(), Rights.of(pair.first()));
      Rights rights;
      try (Message message = receive(pair.second(), 0)) {
        rights = get(message, Rights.class);
        assertThat(rights.toString()).startsWith("Rights[Descriptor[fd=");
      }
      assertThatIllegalStateException().isThrownBy(rights::take);
      assertThatIllegalStateException().isThrownBy(() -> Rights.of(pair.first()).take());
    }
  }

  @Test
  void count_beyondTheLimits_isRefused() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM);
        var message = new Message().controlCapacity(4096)) {
      assertThatIllegalArgumentException().isThrownBy(Rights::of).withMessageContaining("0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Rights.of(times(pair.first(), 254)))
          .withMessageContaining("254")
          .withMessageContaining("253");
      message.control().add(Rights.of(times(pair.first(), 200)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> message.control().add(Rights.of(times(pair.first(), 54))))
          .withMessageContaining("254");
      message.control().add(Rights.of(times(pair.first(), 53)));
      message.buffers(ByteBuffer.allocate(1));
      assertThat(pair.first().sendmsg(message, 0)).isEqualTo(1);
      try (Message got = receive(pair.second(), 0)) {
        assertThat(get(got, Rights.class).descriptors()).hasSize(253);
      }
    }
  }

  @Test
  void send_closedDescriptor_isRefusedAndNothingIsHeld() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM);
        Socket first = Loopback.bound(AF.INET, SOCK.DGRAM);
        Socket second = Loopback.bound(AF.INET, SOCK.DGRAM);
        var message = new Message().controlCapacity(64)) {
      message.buffers(ByteBuffer.allocate(1)).control().add(Rights.of(first, second));
      second.close();
      assertThatThrownBy(() -> pair.first().sendmsg(message, 0))
          .isInstanceOf(ClosedChannelException.class);
      int _ = first.detach(); // refused while it is held
      try (Socket again = Socket.adopt(fdOf(first))) {
        assertThat(again.isOpen()).isTrue();
      }
      assertThat(pair.second().recv(ByteBuffer.allocate(1), MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
    }
  }

  private static int fdOf(Socket released) {
    return DescriptorAccess.of(released).number();
  }

  @Test
  void descriptors_withoutDataOnAStream_areRefused() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        var message = new Message().controlCapacity(64)) {
      message.control().add(Rights.of(pair.first()));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> pair.first().sendmsg(message, 0))
          .withMessageContaining("at least one byte");
    }
  }

  @Test
  void rights_onTcp_areIgnoredByTheKernel() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      assertThat(send(pair.first(), Rights.of(pair.first()))).isEqualTo(1);
      try (Message got = receive(pair.second(), 0)) {
        assertThat(got.control()).isEmpty();
      }
    }
  }

  @Test
  void recvfd_ofASocket_isTheSameListener() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      client.connect(listener.getsockname());
      assertThat(pair.first().sendfd(listener)).isEqualTo(1);
      Descriptor received = Objects.requireNonNull(pair.second().recvfd());
      try (Socket same = Socket.adopt(received);
          Socket accepted = Loopback.accept(same)) {
        assertThat(received.isOpen()).isFalse();
        assertThat(same.family()).isEqualTo(AF.INET);
        assertThat(same.getsockname()).isEqualTo(listener.getsockname());
        assertThat(accepted.getpeername()).isEqualTo(client.getsockname());
        assertThat(Socket.adopt(same)).isSameAs(same);
      }
    }
  }

  @Test
  void recvfd_ofANonBlockingSocket_isNonBlocking() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Socket idle = Loopback.bound(AF.INET, SOCK.DGRAM)) {
      idle.nonblock(true);
      pair.first().sendfd(idle);
      try (Descriptor received = Objects.requireNonNull(pair.second().recvfd())) {
        assertThat(received.read(ByteBuffer.allocate(1))).isEqualTo(Descriptor.AGAIN);
      }
    }
  }

  @Test
  void recvfds_several_areInOrder(@TempDir Path directory) throws Exception {
    Path path = Files.writeString(directory.resolve("file"), "text");
    try (Socket.Pair pair = Socket.pair(SOCK.SEQPACKET);
        Descriptor file = Descriptor.openFile(path)) {
      pair.first().sendfd(pair.first(), file);
      List<Descriptor> received = Objects.requireNonNull(pair.second().recvfds(2));
      try (Descriptor socket = received.get(0);
          Descriptor same = received.get(1);
          FileChannel channel = same.toFileChannel(StandardOpenOption.READ)) {
        assertThat(received).hasSize(2);
        ByteBuffer text = ByteBuffer.allocate(9);
        assertThat(channel.read(text)).isEqualTo(4);
        assertThat(channel.position()).isEqualTo(4);
        assertThat(same.read(text.clear())).isEqualTo(4); // from a position of its own
        assertErrno(Errno.ENOTSOCK, () -> Socket.adopt(same));
        assertThat(same.isOpen()).isTrue();
        assertThatIOException()
            .isThrownBy(() -> socket.toFileChannel(StandardOpenOption.READ).close());
      }
    }
  }

  @Test
  void recvfd_moreDescriptorsThanOne_closesAllAndThrows() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      for (int count : new int[] {2, 3, 253}) {
        pair.first().sendfd(times(pair.first(), count));
        assertThatIOException()
            .isThrownBy(() -> pair.second().recvfd())
            .withMessageContaining("descriptors, more than");
      }
    }
  }

  @Test
  void recvfd_withOtherControlMessages_hasCapacityForAll() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.second().set(SO.PASSCRED, true);
      pair.first().sendfd(pair.first());
      try (Descriptor received = Objects.requireNonNull(pair.second().recvfd())) {
        assertThat(received.isOpen()).isTrue();
      }
    }
  }

  /** As POSIX has it, a packet of no bytes is not the end; with control data it cannot be. */
  @Test
  void emptyPacket_withADescriptor_isNotTheEnd() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.SEQPACKET);
        var out = new Message().controlCapacity(64);
        MessageBatch in =
            MessageBatch.builder().messages(1).dataCapacity(9).controlCapacity(64).build();
        var one = new Message().controlCapacity(64)) {
      out.control().add(Rights.of(pair.second()));
      pair.first().sendmsg(out, 0);
      pair.first().sendmsg(out, 0);
      assertThat(pair.second().recvmsg(one.buffers(ByteBuffer.allocate(9)), 0)).isZero();
      assertThat(get(one, Rights.class).descriptors()).hasSize(1);
      assertThat(pair.second().recvmmsg(in, 0)).isOne();
      assertThat(in.control(0)).hasSize(1);
      pair.first().close();
      assertThat(pair.second().recvmsg(one, 0)).isEqualTo(Socket.EOF);
      assertThat(pair.second().recvmmsg(in, 0)).isEqualTo(Socket.EOF);
    }
  }

  @Test
  void recvfd_withoutADescriptor_throws() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.second().nonblock(true);
      assertThat(pair.second().recvfd()).isNull();
      pair.first().send(ByteBuffer.allocate(1));
      assertThatIOException().isThrownBy(() -> pair.second().recvfd());
      pair.first().close();
      assertThatThrownBy(() -> pair.second().recvfd()).isInstanceOf(EOFException.class);
      assertThatIllegalArgumentException().isThrownBy(() -> pair.second().recvfds(0));
      assertThatIllegalArgumentException().isThrownBy(() -> pair.second().recvfds(254));
    }
  }

  @Test
  void toFileChannel_ofAClosedDescriptor_isRefused(@TempDir Path directory) throws IOException {
    Descriptor file = Descriptor.openFile(Files.writeString(directory.resolve("file"), "text"));
    file.close();
    assertThatThrownBy(() -> file.toFileChannel(StandardOpenOption.READ))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> Socket.adopt(file)).isInstanceOf(ClosedChannelException.class);
  }
}
