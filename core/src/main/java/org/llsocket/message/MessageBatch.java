package org.llsocket.message;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.MSG;
import org.llsocket.SockAddrBuffer;
import org.llsocket.SockAddrView;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.SingleUse;
import org.llsocket.internal.message.BatchCall;
import org.llsocket.internal.message.Limits;
import org.llsocket.internal.struct.Cmsghdr;
import org.llsocket.internal.struct.Iovec;
import org.llsocket.internal.struct.Mmsghdr;
import org.llsocket.internal.struct.Sockaddr;

/**
 * {@code struct mmsghdr[]}: messages for {@code sendmmsg(2)} and {@code recvmmsg(2)}, each with an
 * address, data, flags and control data, in one block of native memory: {@link
 * org.llsocket.Socket#sendmmsg(MessageBatch, int) Socket.sendmmsg} and {@link
 * org.llsocket.Socket#recvmmsg(MessageBatch, int) Socket.recvmmsg}. A batch is created once and
 * used for many calls; a call allocates nothing unless descriptors arrive.
 *
 * <pre>{@code
 * try (var batch = MessageBatch.builder().messages(64).dataCapacity(1500).build()) {
 *   while (true) {
 *     int n = socket.recvmmsg(batch, MSG.WAITFORONE);
 *     socket.sendmmsg(batch, 0, n, 0); // echoes each datagram to its sender
 *   }
 * }
 * }</pre>
 *
 * <p>One thread at a time may use a batch: a method that is called while another thread uses it
 * throws {@link IllegalStateException}. {@link #close} may be called at any time, and takes effect
 * when the current call has ended.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/recvmmsg.2.html">recvmmsg(2)</a>
 * @see <a href="https://man7.org/linux/man-pages/man2/sendmmsg.2.html">sendmmsg(2)</a>
 */
public final class MessageBatch implements AutoCloseable {
  /** {@code UIO_MAXIOV}: how many messages a batch can have; a system call takes no more. */
  public static final int MAX = 1024;

  static {
    Access.set();
  }

  private final SingleUse use = new SingleUse("the batch", this::release);
  private final int count;
  private final int dataCapacity;
  private final MemorySegment block; // headers, iovecs, names, control data, data
  private final MemorySegment iovecs;
  private final MemorySegment[] names;
  private final MemorySegment[] data;
  private final Control[] controls;
  private final @Nullable SockAddrBuffer[] addresses; // created when first read
  private final int[] nameLengths;
  private final int[] sizes; // bytes to send, or received
  private final boolean[] prepared; // to receive into
  private final Call call;

  private MessageBatch(int count, int dataCapacity, int controlCapacity) {
    this.count = count;
    this.dataCapacity = dataCapacity;
    long controlStride = Cmsghdr.align(controlCapacity);
    long dataStride = Cmsghdr.align(dataCapacity);
    long iovecsAt = (long) count * Mmsghdr.SIZE;
    long namesAt = iovecsAt + (long) count * Iovec.SIZE;
    long controlsAt = namesAt + (long) count * CallFrame.ADDRESS_SIZE;
    long dataAt = controlsAt + count * controlStride;
    block = Arena.ofAuto().allocate(dataAt + count * dataStride, 64);
    iovecs = block.asSlice(iovecsAt, namesAt - iovecsAt);
    names = new MemorySegment[count];
    data = new MemorySegment[count];
    controls = new Control[count];
    for (int i = 0; i < count; i++) {
      names[i] = block.asSlice(namesAt + (long) i * CallFrame.ADDRESS_SIZE, CallFrame.ADDRESS_SIZE);
      data[i] = block.asSlice(dataAt + i * dataStride, dataCapacity);
      controls[i] =
          new Control(block.asSlice(controlsAt + i * controlStride, controlCapacity), use);
    }
    addresses = new SockAddrBuffer[count];
    nameLengths = new int[count];
    sizes = new int[count];
    prepared = new boolean[count];
    call = new Call(block.asSlice(0, iovecsAt));
    for (int i = 0; i < count; i++) {
      Mmsghdr.iov(call.headers(), i, iovecs.address() + (long) i * Iovec.SIZE, 1);
    }
  }

  /** A builder of a batch with 32 messages of 2048 bytes of data and without control data. */
  public static Builder builder() {
    return new Builder();
  }

  /** The sizes of a batch that is to be built. */
  public static final class Builder {
    private int messages = 32;
    private int dataCapacity = 2048;
    private int controlCapacity;

    private Builder() {}

    /**
     * {@code vlen}: how many messages the batch has.
     *
     * @param count 1 to {@value MessageBatch#MAX}
     * @throws IllegalArgumentException if it is outside its range
     */
    public Builder messages(int count) {
      messages = Limits.check("messages", count, 1, MAX);
      return this;
    }

    /**
     * {@code iov_len}: the capacity for the data of each message. What a longer datagram has beyond
     * it is lost.
     *
     * @param bytes 0 or more
     * @throws IllegalArgumentException if it is negative
     */
    public Builder dataCapacity(int bytes) {
      dataCapacity = Limits.check("data capacity", bytes, 0, Integer.MAX_VALUE);
      return this;
    }

    /**
     * {@code msg_controllen}: the capacity for the control data of each message.
     *
     * @param bytes 0 or more, as {@link Control#space} computes them
     * @throws IllegalArgumentException if it is negative
     */
    public Builder controlCapacity(int bytes) {
      controlCapacity = Limits.check("control capacity", bytes, 0, Integer.MAX_VALUE);
      return this;
    }

    /** A new batch, whose messages have no name, data or control data. */
    public MessageBatch build() {
      return new MessageBatch(messages, dataCapacity, controlCapacity);
    }
  }

  /**
   * Closes the descriptors that were received and not {@linkplain Rights#take taken}. The batch
   * cannot be used afterwards.
   */
  @Override
  public void close() {
    use.close();
  }

  private void release() {
    for (Control control : controls) {
      control.empty();
    }
  }

  // ---- one message, by its index from 0

  /** How many messages the batch has. */
  public int count() {
    return count;
  }

  /** The whole data buffer of a message; {@link #size} is how much of it is used. */
  public MemorySegment data(int index) {
    return data[index];
  }

  /**
   * Copies {@code bytes} into the data buffer of a message and sets its {@link #size}.
   *
   * @return this batch
   * @throws IllegalArgumentException if they exceed the capacity
   */
  public MessageBatch data(int index, MemorySegment bytes) {
    size(index, (int) Math.min(bytes.byteSize(), Integer.MAX_VALUE));
    MemorySegment.copy(bytes, 0, data[index], 0, bytes.byteSize());
    return this;
  }

  /**
   * {@code iov_len}: how many bytes of {@link #data} are to be sent, or were received. A received
   * message is sent unchanged if the batch is sent.
   */
  public int size(int index) {
    return sizes[index];
  }

  /**
   * {@code iov_len}: sets how many bytes of {@link #data} are to be sent.
   *
   * @return this batch
   * @throws IllegalArgumentException if {@code size} is negative or exceeds the capacity
   */
  public MessageBatch size(int index, int size) {
    sizes[index] = Limits.check("size", size, 0, dataCapacity);
    prepared[index] = false;
    return this;
  }

  /**
   * {@code msg_name}: the sender of a message, or its destination; of length 0 if there is none.
   * The object belongs to the batch: later calls change it.
   */
  public SockAddrBuffer name(int index) {
    SockAddrBuffer address = addresses[index];
    if (address == null) {
      address = new SockAddrBuffer();
      addresses[index] = address;
    }
    address.copyFrom(names[index], nameLengths[index]);
    return address;
  }

  /**
   * {@code msg_name}: sets the destination of a message; null for the peer of a connected socket.
   * The address is copied.
   *
   * @return this batch
   * @throws IllegalArgumentException if the address is empty
   */
  public MessageBatch name(int index, @Nullable SockAddrView name) {
    int length = 0;
    if (name != null) {
      length = name.copyTo(names[index]);
    }
    nameLengths[index] = length;
    prepared[index] = false;
    return this;
  }

  /** {@code msg_control}: the control data that was received, or is to be sent. */
  public Control control(int index) {
    prepared[index] = false;
    return controls[index];
  }

  /** {@code msg_flags} of a received message, from {@link MSG}. */
  public int receivedFlags(int index) {
    return Mmsghdr.flags(call.headers(), index) & ~MSG.CMSG_CLOEXEC; // the kernel leaves it set
  }

  /**
   * {@code msg_len}: how many bytes of a message the last call has sent or received; with {@link
   * MSG#TRUNC} the real length of a datagram, which may be more than {@link #size}.
   */
  public int len(int index) {
    return Mmsghdr.len(call.headers(), index);
  }

  // ---- the calls

  int sendmmsg(OwnedFd to, int first, int number, int flags, long deadline) throws IOException {
    Objects.checkFromIndexSize(first, number, count);
    use.begin();
    int held = first;
    try {
      for (; held < first + number; held++) {
        Control control = controls[held];
        prepareToSend(held, to.file().isStream() && control.sendsRights());
        control.descriptors.retain();
      }
      return call.result(to, call.run(to, true, flags, first, first + number, deadline));
    } finally {
      for (int i = first; i <= held && i < first + number; i++) {
        controls[i].descriptors.releaseRetained();
      }
      use.end();
      Reference.reachabilityFence(this);
    }
  }

  private void prepareToSend(int index, boolean needsData) {
    if (needsData && sizes[index] == 0) {
      throw new IllegalArgumentException(
          "descriptors need at least one byte of data on a stream; message " + index + " has none");
    }
    Control control = controls[index];
    Mmsghdr.name(call.headers(), index, names[index].address(), nameLengths[index]);
    Iovec.set(iovecs, index, data[index].address(), sizes[index]);
    Mmsghdr.control(call.headers(), index, control.memory().address(), control.toSend());
    prepared[index] = false;
  }

  int recvmmsg(OwnedFd from, int flags, long deadline) throws IOException {
    use.begin();
    try {
      return receive(from, flags, deadline);
    } finally {
      use.end();
      Reference.reachabilityFence(this);
    }
  }

  private int receive(OwnedFd from, int flags, long deadline) throws IOException {
    for (int i = 0; i < count; i++) {
      if (!prepared[i]) {
        prepareToReceive(i);
      }
    }
    int n = call.result(from, call.run(from, false, flags, 0, count, deadline));
    for (int i = 0; i < n; i++) {
      controls[i].descriptors.readFlags();
    }
    boolean full = n == count; // as at the end of a stream
    return full && (flags & MSG.ERRQUEUE) == 0 ? beforeEnd(from) : n;
  }

  private void prepareToReceive(int index) {
    Control control = controls[index];
    control.empty();
    Mmsghdr.name(call.headers(), index, names[index].address(), CallFrame.ADDRESS_SIZE);
    Iovec.set(iovecs, index, data[index].address(), dataCapacity);
    Mmsghdr.control(call.headers(), index, control.memory().address(), control.capacity());
    prepared[index] = true;
  }

  /** After the end of a stream the kernel fills the rest of the batch with empty messages. */
  private int beforeEnd(OwnedFd from) {
    int end = count;
    while (end > 0 && isEnd(from, end - 1)) {
      end--;
    }
    return end == 0 ? Descriptor.EOF : end;
  }

  private boolean isEnd(OwnedFd from, int index) {
    return dataCapacity > 0
        && len(index) == 0
        && from.file().ends(Mmsghdr.controllen(call.headers(), index));
  }

  // ---- an operation of a ring

  /** Prepares a message; returns the address of its {@code struct msghdr}. */
  long begin(int index, boolean sends, boolean stream) throws IOException {
    Objects.checkIndex(index, count);
    use.begin();
    boolean begun = false;
    try {
      if (sends) {
        Control control = controls[index];
        prepareToSend(index, stream && control.sendsRights());
        control.descriptors.retain();
      } else {
        prepareToReceive(index);
      }
      begun = true;
      return call.headers().address() + (long) index * Mmsghdr.SIZE;
    } finally {
      if (!begun) {
        controls[index].descriptors.releaseRetained();
        use.end();
      }
    }
  }

  void end(int index, boolean sends, int result) {
    Control control = controls[index];
    try {
      if (sends) {
        control.descriptors.releaseRetained();
      } else if (result >= 0) {
        Mmsghdr.len(call.headers(), index, result);
        call.received(index, index + 1);
        control.descriptors.readFlags();
      }
    } finally {
      use.end();
    }
  }

  private final class Call extends BatchCall {
    Call(MemorySegment headers) {
      super(headers);
    }

    @Override
    protected void received(int from, int to) {
      for (int i = from; i < to; i++) {
        prepared[i] = false;
        sizes[i] = Math.min(len(i), dataCapacity);
        nameLengths[i] = Sockaddr.length(names[i], Mmsghdr.namelen(headers(), i));
        controls[i].received(Mmsghdr.controllen(headers(), i));
      }
      own(from, to);
    }

    /** If memory is too short for the owner of one message, the others still get theirs. */
    private void own(int from, int to) {
      int next = from;
      try {
        while (next < to) {
          controls[next++].descriptors.own();
        }
      } finally {
        if (next < to) {
          own(next, to);
        }
      }
    }

    @Override
    protected boolean isAddressed() {
      return Arrays.stream(nameLengths).anyMatch(length -> length > 0);
    }
  }
}
