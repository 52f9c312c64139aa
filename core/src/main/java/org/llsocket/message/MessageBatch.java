package org.llsocket.message;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SockAddrBuffer;
import org.llsocket.SockAddrView;
import org.llsocket.Socket;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.Owners;
import org.llsocket.internal.lifecycle.Waiting;
import org.llsocket.internal.struct.Cmsghdr;
import org.llsocket.internal.struct.Iovec;
import org.llsocket.internal.struct.Mmsghdr;
import org.llsocket.internal.struct.Sockaddr;

/**
 * {@code struct mmsghdr[]}: many messages, for {@code sendmmsg(2)} and {@code recvmmsg(2)}, each
 * with an address, data, flags and control data, in one block of native memory. Made once and used
 * again and again; a call with it allocates nothing, but for what descriptors arrive.
 *
 * <pre>{@code
 * try (var batch = new MessageBatch(64, 1500, 0)) {
 *   while (true) {
 *     int n = batch.recvmmsg(socket, MSG.WAITFORONE);
 *     batch.sendmmsg(socket, 0, n, 0);   // what came goes back to where it came from
 *   }
 * }
 * }</pre>
 *
 * <p>It is used by one thread at a time: what another calls meanwhile throws {@link
 * IllegalStateException}, but {@link #close}, which then takes effect when the call has ended.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/recvmmsg.2.html">recvmmsg(2)</a>
 * @see <a href="https://man7.org/linux/man-pages/man2/sendmmsg.2.html">sendmmsg(2)</a>
 */
public final class MessageBatch extends Exclusive {
  /** How many messages a batch has at most: {@code UIO_MAXIOV}, what the kernel takes at once. */
  public static final int MAX = 1024;

  /** Between two looks at a socket that is always ready and never has what is asked for. */
  private static final long PAUSE_NANOS = 1_000_000;

  private final int count;
  private final int dataSize;
  private final MemorySegment block; // headers, iovecs, names, control data, data
  private final MemorySegment iovecs;
  private final MemorySegment allData;
  private final MemorySegment[] names;
  private final MemorySegment[] data;
  private final Control[] controls;
  private final @Nullable SockAddrBuffer[] addresses; // made when first asked for
  private final int[] nameLengths;
  private final int[] sizes; // bytes to be sent, or that have come
  private final boolean[] prepared; // to receive into
  private final Call call;

  /**
   * Messages without names, data and control data.
   *
   * @param count how many, 1 to {@value #MAX}
   * @param dataSize bytes of room for the data of each
   * @param controlSize bytes of room for the control data of each, as {@link Control#space} adds
   *     them up
   * @throws IllegalArgumentException if the count is not in its range, or a size is negative
   */
  public MessageBatch(int count, int dataSize, int controlSize) {
    checkRange("count", count, 1, MAX);
    checkRange("dataSize", dataSize, 0, Integer.MAX_VALUE);
    checkRange("controlSize", controlSize, 0, Integer.MAX_VALUE);
    this.count = count;
    this.dataSize = dataSize;
    long controlStride = Cmsghdr.align(controlSize);
    long dataStride = Cmsghdr.align(dataSize);
    long iovecsAt = (long) count * Mmsghdr.SIZE;
    long namesAt = iovecsAt + (long) count * Iovec.SIZE;
    long controlsAt = namesAt + (long) count * CallFrame.ADDRESS_SIZE;
    long dataAt = controlsAt + count * controlStride;
    block = Arena.ofAuto().allocate(dataAt + count * dataStride, 64);
    iovecs = block.asSlice(iovecsAt, namesAt - iovecsAt);
    allData = block.asSlice(dataAt);
    names = new MemorySegment[count];
    data = new MemorySegment[count];
    controls = new Control[count];
    for (int i = 0; i < count; i++) {
      names[i] = block.asSlice(namesAt + (long) i * CallFrame.ADDRESS_SIZE, CallFrame.ADDRESS_SIZE);
      data[i] = block.asSlice(dataAt + i * dataStride, dataSize);
      controls[i] = new Control(block.asSlice(controlsAt + i * controlStride, controlSize), this);
    }
    addresses = new SockAddrBuffer[count];
    nameLengths = new int[count];
    sizes = new int[count];
    prepared = new boolean[count];
    call = new Call(block.asSlice(0, iovecsAt));
    for (int i = 0; i < count; i++) {
      Mmsghdr.iov(call.headers, i, iovecs.address() + (long) i * Iovec.SIZE, 1);
    }
  }

  static void checkRange(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(what + " " + value + "; it is " + least + " to " + most);
    }
  }

  @Override
  String what() {
    return "the batch";
  }

  @Override
  void release() {
    for (Control control : controls) {
      control.empty();
    }
  }

  // ---- one message, by its index from 0

  /** How many messages there are. */
  public int count() {
    return count;
  }

  /** The room for the data of a message, all of it; {@link #size} says how much of it is used. */
  public MemorySegment data(int index) {
    return data[index];
  }

  /** Copies {@code bytes} into the room for the data of a message, which then has that size. */
  public MessageBatch data(int index, MemorySegment bytes) {
    size(index, (int) Math.min(bytes.byteSize(), Integer.MAX_VALUE));
    MemorySegment.copy(bytes, 0, data[index], 0, bytes.byteSize());
    return this;
  }

  /**
   * {@code iov_len}: how many bytes of {@link #data} are to be sent, or have come. What has come
   * goes back as it is when the batch is sent.
   */
  public int size(int index) {
    return sizes[index];
  }

  /**
   * {@code iov_len}: sets how many bytes of {@link #data} are to be sent.
   *
   * @throws IllegalArgumentException if there is no room for so many
   */
  public MessageBatch size(int index, int size) {
    checkRange("size", size, 0, dataSize);
    sizes[index] = size;
    prepared[index] = false;
    return this;
  }

  /**
   * {@code msg_name}: where a message came from, or goes to; of length 0 where there is no address
   * to tell. The object is the batch's, and changes with its calls.
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
   * {@code msg_name}: sets where a message is to be sent, null for nowhere but to the peer. The
   * address is copied.
   *
   * @throws IllegalArgumentException if it is empty
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

  /** {@code msg_control}: the control data that has come, or is to be sent. */
  public Control control(int index) {
    prepared[index] = false;
    return controls[index];
  }

  /** {@code msg_flags} of a message that has come, of {@link MSG}. */
  public int flags(int index) {
    return Mmsghdr.flags(call.headers, index) & ~MSG.CMSG_CLOEXEC; // which the kernel leaves there
  }

  /**
   * {@code msg_len}: how many bytes of a message the last call has sent or received; with {@link
   * MSG#TRUNC} a datagram's real length, which may be more than {@link #size}.
   */
  public int len(int index) {
    return Mmsghdr.len(call.headers, index);
  }

  // ---- the calls

  /** {@code sendmmsg(2)} of all messages, as {@link #sendmmsg(Socket, int, int, int)}. */
  public int sendmmsg(Socket socket, int flags) throws IOException {
    return sendmmsg(socket, 0, count, flags);
  }

  /**
   * {@code sendmmsg(2)}: sends messages, each as {@link Message#sendmsg}. A blocking socket waits
   * until all are sent.
   *
   * @param first the index of the first message
   * @param number how many messages
   * @param flags of {@link MSG}; {@link MSG#NOSIGNAL} is always set
   * @return how many messages were sent: fewer where the socket is non-blocking and full, or where
   *     one failed, which throws when it stands first; {@link Descriptor#AGAIN} for none
   * @throws IndexOutOfBoundsException if the batch has no such messages
   * @throws IllegalArgumentException as {@link Message#sendmsg}
   * @throws ErrnoException of the first message, as {@link Message#sendmsg}
   */
  public int sendmmsg(Socket socket, int first, int number, int flags) throws IOException {
    Objects.checkFromIndexSize(first, number, count);
    begin();
    int held = first;
    try {
      boolean stream = Message.isStream(socket);
      for (; held < first + number; held++) {
        Control control = controls[held];
        prepareToSend(held, stream && control.sendsRights());
        control.hold();
      }
      return call.result(socket, call.run(socket, true, flags, first, first + number));
    } finally {
      for (int i = first; i <= held && i < first + number; i++) {
        controls[i].letGo();
      }
      end();
      Reference.reachabilityFence(this);
    }
  }

  private void prepareToSend(int index, boolean needsData) {
    if (needsData && sizes[index] == 0) {
      throw new IllegalArgumentException(
          "descriptors go with at least one byte of a stream: message " + index + " has none");
    }
    Control control = controls[index];
    Mmsghdr.name(call.headers, index, names[index].address(), nameLengths[index]);
    Iovec.set(iovecs, index, data[index].address(), sizes[index]);
    Mmsghdr.control(call.headers, index, control.memory().address(), control.toSend());
    prepared[index] = false;
  }

  /**
   * {@code recvmmsg(2)}: receives messages, each as {@link Message#recvmsg}, into the first ones of
   * the batch. A blocking socket waits until all have come, with {@link MSG#WAITFORONE} for the
   * first one only. Descriptors that have come before and that nobody has taken are closed first.
   *
   * @param flags of {@link MSG}; {@link MSG#CMSG_CLOEXEC} is always set on a Unix socket, for only
   *     there descriptors arrive
   * @return how many messages have come; {@link Descriptor#EOF} where the first thing that there is
   *     is the end of a stream or of a sequence of packets; {@link Descriptor#AGAIN} for none
   * @throws ErrnoException as {@link Socket#recv(MemorySegment, int)}; an error after a message is
   *     told by the next call
   */
  public int recvmmsg(Socket socket, int flags) throws IOException {
    begin();
    try {
      return receive(socket, flags, 0);
    } finally {
      end();
      Reference.reachabilityFence(this);
    }
  }

  /**
   * {@code recvmmsg(2)} that waits no longer than {@code timeout}: for all messages, with {@link
   * MSG#WAITFORONE} for the first one. Composed with {@code poll(2)}: the kernel looks at a timeout
   * only after a message has come.
   *
   * @return how many messages have come by then; {@link Descriptor#EOF}
   * @throws SocketTimeoutException if none has
   * @throws IllegalArgumentException if the timeout is negative
   */
  public int recvmmsg(Socket socket, int flags, Duration timeout) throws IOException {
    long deadline = Deadline.in(timeout);
    begin();
    int done = 0;
    try {
      boolean ready = false;
      while (true) {
        int n = receive(socket, flags | MSG.DONTWAIT, done);
        done += Math.max(n, 0);
        if (n == Descriptor.EOF) {
          return done > 0 ? done : n;
        }
        if (done == count || (done > 0 && (flags & MSG.WAITFORONE) != 0)) {
          return done;
        }
        ready = ready && n == Descriptor.AGAIN;
        if (ready && isShutDown(socket)) { // a call that waits returns at once
          return done > 0 ? done : receive(socket, flags | MSG.WAITFORONE, 0);
        }
        if (!awaitMore(socket, deadline, ready)) {
          break;
        }
        ready = true;
      }
    } catch (IOException e) {
      if (done == 0) {
        throw e;
      }
      if (e instanceof ErrnoException failure) {
        Owners.of(socket).file().keepFailure(-failure.errno().number());
      }
    } finally {
      end();
      Reference.reachabilityFence(this);
    }
    if (done == 0) {
      throw new SocketTimeoutException("nothing to receive within " + timeout);
    }
    return done;
  }

  /** Whether it is worth another look; {@code inVain} where the socket is ready all the time. */
  private static boolean awaitMore(Socket socket, long deadline, boolean inVain)
      throws IOException {
    long left = Math.max(0, Deadline.remaining(deadline));
    if (inVain) {
      LockSupport.parkNanos(Math.min(left, PAUSE_NANOS));
      return left > 0;
    }
    return socket.awaitReadable(Duration.ofNanos(left));
  }

  /** Whether nothing comes any more, of which a call that does not wait says nothing. */
  private static boolean isShutDown(Socket socket) throws IOException {
    OwnedFd owned = Owners.of(socket);
    return !Message.isStream(socket) && !owned.file().nonblock() && Waiting.isShutDown(owned);
  }

  /** Receives into the messages from {@code first} on. */
  private int receive(Socket socket, int flags, int first) throws IOException {
    for (int i = first; i < count; i++) {
      if (!prepared[i]) {
        prepareToReceive(i);
      }
    }
    int n = call.result(socket, call.run(socket, false, flags, first, count));
    for (int i = first; i < first + n; i++) {
      controls[i].look();
    }
    boolean full = n > 0 && first + n == count; // as the end makes it
    return full && (flags & MSG.ERRQUEUE) == 0 ? beforeEnd(socket, first) : n;
  }

  private void prepareToReceive(int index) {
    Control control = controls[index];
    control.empty();
    Mmsghdr.name(call.headers, index, names[index].address(), CallFrame.ADDRESS_SIZE);
    Iovec.set(iovecs, index, data[index].address(), dataSize);
    Mmsghdr.control(call.headers, index, control.memory().address(), control.capacity());
    prepared[index] = true;
  }

  /** Behind the end the kernel fills the rest of the batch with nothing. */
  private int beforeEnd(Socket socket, int first) {
    int end = count;
    while (end > first && isEnd(socket, end - 1)) {
      end--;
    }
    return end == first ? Descriptor.EOF : end - first;
  }

  private boolean isEnd(Socket socket, int index) {
    return dataSize > 0
        && len(index) == 0
        && Message.ends(socket, Mmsghdr.controllen(call.headers, index));
  }

  /** The data of all messages, and nothing else, for who reads it by offsets. */
  MemorySegment memory() {
    return allData;
  }

  long offset(int index) {
    return data[index].address() - allData.address();
  }

  private final class Call extends BatchCall {
    Call(MemorySegment headers) {
      super(headers);
    }

    @Override
    void received(int from, int to) {
      for (int i = from; i < to; i++) {
        prepared[i] = false;
        sizes[i] = Math.min(len(i), dataSize);
        nameLengths[i] = Sockaddr.length(names[i], Mmsghdr.namelen(headers, i));
        controls[i].received(Mmsghdr.controllen(headers, i));
      }
      own(from, to);
    }

    /** A failure to make one owner, for want of memory, must not leave the others unmade. */
    private void own(int from, int to) {
      int next = from;
      try {
        while (next < to) {
          controls[next++].own();
        }
      } finally {
        if (next < to) {
          own(next, to);
        }
      }
    }

    @Override
    boolean isAddressed() {
      return Arrays.stream(nameLengths).anyMatch(length -> length > 0);
    }
  }
}
