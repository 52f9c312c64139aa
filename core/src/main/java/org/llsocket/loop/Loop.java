package org.llsocket.loop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.llsocket.ErrnoException;
import org.llsocket.Socket;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.FirstFailure;
import org.llsocket.internal.sys.StackHeadroom;
import org.llsocket.uring.Ring;

/**
 * A thread that serves many connections. It runs on {@code io_uring(7)}, which needs the least time
 * of the processor, or on {@code epoll(7)} if rings cannot be opened; a server is the same on both.
 *
 * <pre>{@code
 * try (Loop loop = Loop.open()) {
 *   loop.listen(listener, client -> Connection::send); // echoes to any number of clients
 *   while (true) {
 *     loop.await();
 *   }
 * }
 * }</pre>
 *
 * <p>A loop belongs to the platform thread that opened it. Other threads may call {@link #execute},
 * {@link #wakeup}, {@link #close}, and the {@code close} of its connections; any other method
 * throws {@link WrongThreadException} there. A server that is to use several processors opens a
 * loop in each of several threads, with listeners that share a port by {@code SO_REUSEPORT}.
 */
public abstract class Loop implements Channel {
  /** How long a listener rests after the process has run out of descriptors or memory. */
  private static final Duration REST = Duration.ofMillis(100);

  final Chunk.Pool chunks = new Chunk.Pool(this::newChunk);
  private final Thread owner = Thread.currentThread();
  private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
  private final List<Listener> resting = new ArrayList<>();
  private long restUntil = Deadline.NONE;
  private final FirstFailure failure = new FirstFailure();
  private @Nullable Connection first; // of all; a list
  private int connections;
  private boolean awaiting;

  Loop() {}

  /** Something to be done in the loop's thread. */
  @FunctionalInterface
  public interface Task {
    /** Does it. An exception ends the {@link Loop#await} that runs it. */
    void run() throws IOException;
  }

  /** A listening socket. */
  interface Listener {
    /** Accepts again. */
    void resume() throws IOException;
  }

  /**
   * Opens a loop on the best engine there is: a ring, unless rings cannot be opened ({@link
   * Ring#support} has the reason) or the system property {@code llsocket.loop} is {@code epoll}.
   */
  public static Loop open() throws IOException {
    return LoopFactory.open();
  }

  /**
   * Opens a loop on an engine.
   *
   * @throws IllegalStateException if the calling thread is virtual
   * @throws ErrnoException if it cannot be opened, see {@link Ring#open()}
   */
  public static Loop open(Engine engine) throws IOException {
    return LoopFactory.open(engine);
  }

  // ---- the engine

  /** What this loop runs on. */
  public abstract Engine engine();

  abstract Chunk newChunk() throws IOException;

  abstract void begin(Socket listener, Acceptor acceptor) throws IOException;

  abstract Connection connection(Socket socket) throws IOException;

  abstract int await(long deadline) throws IOException;

  abstract void closeEngine() throws IOException;

  // ---- for programs

  /**
   * Accepts connections from now on, until the listener is closed. It stays the program's. Options
   * that connections inherit, such as {@code TCP_NODELAY}, are to be set on it. If the process has
   * run out of descriptors or memory, the loop accepts again when a connection was closed, or after
   * 100 ms.
   *
   * @param listener a listening stream socket; an epoll makes it non-blocking
   */
  public final void listen(Socket listener, Acceptor acceptor) throws IOException {
    checkOwner();
    begin(listener, acceptor);
  }

  /**
   * Serves a connected socket, which belongs to the loop from now on.
   *
   * @param socket a stream socket; an epoll makes it non-blocking
   */
  public final Connection add(Socket socket, ConnectionHandler handler) throws IOException {
    checkOwner();
    Connection added = connection(socket);
    added.start(_ -> handler);
    return added;
  }

  /** As {@link #await(Duration)} without a timeout. */
  public final int await() throws IOException {
    return awaitUntil(Deadline.NONE);
  }

  /**
   * Waits for events and calls the handlers of their connections.
   *
   * @param timeout the longest wait; zero polls
   * @return how many events there were; 0 if the timeout has passed, after {@link #wakeup}, after a
   *     task, or if a listener accepts again
   * @throws IllegalArgumentException if the timeout is negative
   * @throws InterruptedIOException if the thread is interrupted; the loop stays open
   * @throws AsynchronousCloseException if another thread closes the loop
   * @throws ClosedChannelException if the loop is closed
   * @throws IOException thrown by a handler or a task
   */
  public final int await(Duration timeout) throws IOException {
    return awaitUntil(Deadline.in(timeout));
  }

  private int awaitUntil(long deadline) throws IOException {
    checkThread();
    if (!isOpen()) { // another thread may have closed it between two waits
      close();
      throw new ClosedChannelException();
    }
    if (awaiting) {
      throw new IllegalStateException("a handler cannot wait for the loop that has called it");
    }
    boolean ended = false;
    awaiting = true;
    try {
      runTasks();
      int events = isOpen() ? await(Math.min(deadline, restUntil)) : 0;
      runTasks();
      resumeListeners();
      ended = true;
      return events;
    } finally {
      awaiting = false;
      if (!isOpen()) {
        dropAll();
      } else if (!ended && !tasks.isEmpty()) {
        wakeup();
      }
    }
  }

  private void runTasks() throws IOException {
    for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Runs a task in the loop's thread, soon; dropped if the loop is closed. For any thread. */
  public final void execute(Task task) {
    if (isOpen()) {
      tasks.add(task);
      wakeup();
    }
  }

  /** Ends one {@link #await}: the one in progress, or else the next. For any thread. */
  public abstract void wakeup();

  /** The number of open connections. */
  public final int connections() {
    return connections;
  }

  /**
   * Closes all connections, drops what they have not sent, and gives everything back. Listeners
   * stay open. In another thread this returns at once: {@link #await} closes the loop, and throws
   * {@link AsynchronousCloseException}.
   */
  @Override
  public final void close() throws IOException {
    try {
      closeEngine();
    } finally {
      if (isOwner() && !awaiting) {
        dropAll();
      }
    }
  }

  // ---- for connections

  final boolean isOwner() {
    return Thread.currentThread().equals(owner);
  }

  final void checkOwner() throws ClosedChannelException {
    checkThread();
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  private void checkThread() {
    if (!isOwner()) {
      throw new WrongThreadException("the loop belongs to " + owner);
    }
  }

  final void link(Connection connection) {
    connection.next = first;
    if (first != null) {
      first.previous = connection;
    }
    first = connection;
    connections++;
  }

  final void unlink(Connection connection) {
    if (connection.previous == null) {
      first = connection.next;
    } else {
      connection.previous.next = connection.next;
    }
    if (connection.next != null) {
      connection.next.previous = connection.previous;
    }
    connection.previous = null;
    connection.next = null;
    connections--;
    if (!resting.isEmpty()) {
      restUntil = Deadline.NOW;
    }
  }

  /** Has a listener accept again when a connection was closed, or later. */
  final void rest(Listener listener) {
    resting.add(listener);
    restUntil = Deadline.in(REST);
  }

  private void resumeListeners() throws IOException {
    if (restUntil == Deadline.NONE || Deadline.remaining(restUntil) > 0) {
      return;
    }
    for (int left = resting.size(); left > 0; left--) {
      resting.removeFirst().resume();
    }
    restUntil = Deadline.NONE;
  }

  /**
   * The engine is closed: ends the connections that had nothing in flight, whatever their handlers
   * throw. If this thread has no stack for it, another close does the rest.
   */
  private void dropAll() throws IOException {
    StackHeadroom.require();
    failure.clear();
    Connection failed = null;
    for (Connection each = first; each != null && !each.equals(failed); each = first) {
      try {
        each.drop();
      } catch (IOException | RuntimeException | Error e) {
        failure.add(e);
        failed = each;
      }
    }
    failure.rethrow();
  }
}
