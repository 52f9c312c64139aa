package org.llsocket.lua;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The modules of one Lua state, and the objects that its scripts hold.
 *
 * <p>Like a Lua state it is used by one thread at a time; only {@link #close} and {@link
 * #interrupt} may be called from another thread.
 */
public final class LuaState implements AutoCloseable {
  private static final int SCRATCH = 64 * 1024;

  /** The message raised by a call whose thread is interrupted. */
  public static final String INTERRUPTED = "interrupted!";

  /** Larger buffers are not kept after the call. */
  private static final int KEPT = 1024 * 1024;

  private final List<LuaModule> modules = new ArrayList<>();

  /** The classes for the objects that each function returns: those of its outermost module. */
  private final IdentityHashMap<LuaEntry, Map<Class<?>, LuaClass<?>>> scopes =
      new IdentityHashMap<>();

  private final IdentityHashMap<LuaModule, Map<Class<?>, LuaClass<?>>> scopesOfModules =
      new IdentityHashMap<>();

  /** The number of live userdata of each object that has a finalizer. */
  private final Map<LuaObject, Integer> held = new HashMap<>();

  private final Descriptors descriptors = new Descriptors();
  private volatile @Nullable Thread calling;
  private volatile boolean interrupted;

  /** Whether {@link #interrupt} interrupted the thread of the call in progress. */
  private boolean delivered;

  private volatile boolean ended;
  private ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH);

  /** A state with these modules. */
  public LuaState(Collection<LuaModule> modules) {
    for (LuaModule outermost : modules) {
      Map<Class<?>, LuaClass<?>> classes = new HashMap<>();
      for (LuaModule module : outermost.all()) {
        this.modules.add(module);
        scopesOfModules.put(module, classes);
        module.functions().values().forEach(entry -> scopes.put(entry, classes));
        for (LuaClass<?> type : module.classes()) {
          classes.put(type.type(), type);
          type.methods().values().forEach(entry -> scopes.put(entry, classes));
          type.metamethods().values().forEach(entry -> scopes.put(entry, classes));
        }
      }
    }
  }

  /** Every module that a script can require, nested ones included. */
  public List<LuaModule> modules() {
    return modules;
  }

  /**
   * Calls a function.
   *
   * @param arguments what Lua passed, the object of a method first: null for nil, {@link Boolean},
   *     {@link Long}, {@link Double}, strings as {@link ByteBuffer}s that are valid during the
   *     call, {@link LuaTable}, {@link LuaObject}, {@link LuaHandle}, and {@link LuaTable.Foreign}
   *     for anything else
   * @param keeper keeps arguments for later
   * @return values as {@link LuaFunction#call} returns them, but each object as a {@link LuaObject}
   * @throws LuaRaise for every error that Lua is to raise; after {@link #close}, for every function
   */
  public @Nullable Object[] call(
      LuaEntry entry, @Nullable Object[] arguments, LuaCallback.Keeper keeper) {
    if (ended && entry.self() == null) {
      throw new LuaRaise(entry.name() + ": the sockets of this Lua state are closed");
    }
    descriptors.check(this::openObjects);
    Thread before = calling;
    try {
      enter();
      @Nullable Object[] results =
          entry.function().call(new Arguments(this, entry, arguments, keeper));
      Map<Class<?>, LuaClass<?>> classes = scopes.getOrDefault(entry, Map.of());
      for (int i = 0; i < results.length; i++) {
        results[i] = result(classes, results[i]);
      }
      return results;
    } catch (LuaRaise e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw raised(entry.name(), e);
    } finally {
      leave(before);
    }
  }

  private void enter() {
    calling = Thread.currentThread();
    if (interrupted) {
      throw new LuaRaise(INTERRUPTED);
    }
  }

  private void leave(@Nullable Thread before) {
    synchronized (held) { // no interrupt may be delivered after the call
      calling = before;
      withdraw();
    }
  }

  /** Clears the interrupt that this state delivered to the thread: {@link #interrupted} has it. */
  private void withdraw() {
    if (delivered) {
      delivered = false;
      boolean _ = Thread.interrupted();
    }
  }

  /**
   * Interrupts the script, from another thread: the call in progress raises {@link #INTERRUPTED},
   * and so does every later call until {@link #interrupted} is called. A socket that the call waits
   * for is closed.
   */
  public void interrupt() {
    synchronized (held) {
      interrupted = true;
      Thread thread = calling;
      if (thread != null) {
        delivered = true;
        thread.interrupt();
      }
    }
  }

  /** Returns and clears the interrupted state. For the thread that runs the script. */
  public boolean interrupted() {
    synchronized (held) {
      boolean was = interrupted;
      interrupted = false;
      withdraw();
      return was;
    }
  }

  /**
   * Converts a Java exception to an error of Lua. The message names no Java class: an exception
   * that no script can cause is logged, and the error refers to the log.
   *
   * @param name the name of the function
   */
  public static LuaRaise raised(String name, Throwable thrown) {
    return switch (thrown) {
      case LuaRaise raise -> raise;
      case OutOfMemoryError _ -> new LuaRaise("not enough memory"); // a script may request any size
      case StackOverflowError _ ->
          new LuaRaise("stack overflow"); // and may recurse through callbacks
      case ClosedByInterruptException _ -> new LuaRaise(INTERRUPTED);
      case InterruptedIOException _ -> new LuaRaise(INTERRUPTED);
      case IOException e when e.getMessage() != null -> new LuaRaise(name + ": " + e.getMessage());
      case IllegalArgumentException e when e.getMessage() != null ->
          new LuaRaise(name + ": " + e.getMessage());
      case UnsupportedOperationException e when e.getMessage() != null ->
          new LuaRaise(name + ": " + e.getMessage());
      default -> {
        System.getLogger("org.llsocket.lua").log(System.Logger.Level.ERROR, name, thrown);
        yield new LuaRaise(name + ": internal error, see the log");
      }
    };
  }

  /** A constant of a module, with each object as a {@link LuaObject}. */
  public @Nullable Object constant(LuaModule module, Object value) {
    return result(scopesOfModules.getOrDefault(module, Map.of()), value);
  }

  private @Nullable Object result(Map<Class<?>, LuaClass<?>> classes, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Number number -> number;
      case Boolean bool -> bool;
      case String text -> text;
      case ByteBuffer string -> string;
      case byte[] string -> string;
      case LuaEntry function -> function;
      case LuaSingle(Object element) -> new LuaSingle(object(classes, element));
      case List<?> list -> list.stream().map(element -> result(classes, element)).toList();
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> table = new LinkedHashMap<>();
        map.forEach((key, field) -> table.put(key, result(classes, field)));
        yield table;
      }
      default -> object(classes, value);
    };
  }

  private static LuaObject object(Map<Class<?>, LuaClass<?>> classes, Object object) {
    LuaClass<?> type = classes.get(object.getClass());
    if (type == null) {
      throw new IllegalStateException("no class for " + object.getClass());
    }
    return new LuaObject(type, object);
  }

  /**
   * A direct buffer of this size to receive into. It is reused by the next call, so its bytes must
   * have been copied to Lua before.
   */
  public ByteBuffer scratch(int size) {
    if (size > KEPT) {
      return ByteBuffer.allocateDirect(size);
    }
    if (size > scratch.capacity()) {
      scratch = ByteBuffer.allocateDirect(KEPT);
    }
    return scratch.clear().limit(size);
  }

  // ---- objects

  /**
   * Records that Lua holds an object; call it once for each userdata created for the object. If the
   * state is already closed, the object is ended at once.
   */
  public void made(LuaObject object) {
    if (!object.type().hasFinalizer()) {
      return;
    }
    synchronized (held) {
      if (!ended) {
        held.merge(object, 1, Integer::sum);
        descriptors.made();
        return;
      }
    }
    end(object);
  }

  /** Records that Lua has collected a userdata. The last userdata of an object ends the object. */
  public void forgotten(LuaObject object) {
    synchronized (held) {
      Integer left = held.computeIfPresent(object, (_, count) -> count == 1 ? null : count - 1);
      if (left != null) {
        return;
      }
    }
    end(object);
  }

  /** Ends an object that Lua may still hold, as the end of a {@code <close>} block does. */
  public void end(LuaObject object) {
    object.type().end(object.object());
  }

  /**
   * Sets the function that runs the engine's collector, in the thread of the calls: a full
   * collection, after which {@link #forgotten} has been called for every userdata found. With it,
   * scripts that do not close their sockets run out of descriptors no sooner than in C.
   */
  public void collector(Runnable collector) {
    descriptors.collector(collector);
  }

  /**
   * Collects unreachable userdata and ends their objects. Returns false if there is no collector,
   * or if it is already running.
   */
  public boolean collect() {
    return descriptors.collect(this::openObjects);
  }

  private int openObjects() {
    synchronized (held) {
      return (int) held.keySet().stream().filter(each -> each.type().isOpen(each.object())).count();
    }
  }

  /** Whether the state is closed: Lua functions can no longer be called. */
  public boolean hasEnded() {
    return ended;
  }

  /**
   * Ends every object that Lua holds, closing its sockets. Call it when the Lua state is closed.
   */
  @Override
  public void close() {
    List<LuaObject> objects;
    synchronized (held) {
      ended = true;
      objects = new ArrayList<>(held.keySet());
      held.clear();
    }
    objects.forEach(this::end);
  }
}
