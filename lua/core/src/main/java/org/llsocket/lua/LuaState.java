package org.llsocket.lua;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes with one Lua state: the modules, and the objects that scripts hold.
 *
 * <p>As a Lua state, it is for one thread at a time; only {@link #close} may come from another.
 */
public final class LuaState implements AutoCloseable {
  private static final int SCRATCH = 64 * 1024;

  /** Larger buffers are for one call. */
  private static final int KEPT = 1024 * 1024;

  private final List<LuaModule> modules = new ArrayList<>();

  /** The classes that each function's objects have: those of its outermost module. */
  private final IdentityHashMap<LuaEntry, Map<Class<?>, LuaClass<?>>> scopes =
      new IdentityHashMap<>();

  private final IdentityHashMap<LuaModule, Map<Class<?>, LuaClass<?>>> scopesOfModules =
      new IdentityHashMap<>();

  /** How often each object that has a finalizer was handed to Lua and not been forgotten. */
  private final Map<LuaObject, Integer> held = new HashMap<>();

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

  /** Every module that a script can require, those within others too. */
  public List<LuaModule> modules() {
    return modules;
  }

  /**
   * Calls a function.
   *
   * @param arguments what Lua passed, the object of a method first: null for nil, {@link Boolean},
   *     {@link Long}, {@link Double}, strings as {@link ByteBuffer}s that stay as they are for the
   *     call, {@link LuaTable}, {@link LuaObject}, {@link LuaHandle}, and {@link LuaTable.Foreign}
   *     for anything else
   * @param keeper keeps arguments for later
   * @return values as {@link LuaFunction#call} returns them, but each object as a {@link LuaObject}
   * @throws LuaRaise for whatever Lua is to raise
   */
  public @Nullable Object[] call(
      LuaEntry entry, @Nullable Object[] arguments, LuaCallback.Keeper keeper) {
    try {
      @Nullable Object[] results = entry.function().call(new Call(this, entry, arguments, keeper));
      Map<Class<?>, LuaClass<?>> classes = scopes.getOrDefault(entry, Map.of());
      for (int i = 0; i < results.length; i++) {
        results[i] = result(classes, results[i]);
      }
      return results;
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      String message = e.getMessage();
      throw new LuaRaise(
          entry.name() + ": " + (message == null ? e.getClass().getSimpleName() : message));
    } catch (OutOfMemoryError _) { // a script may ask for any size
      throw new LuaRaise("not enough memory");
    } catch (StackOverflowError _) { // and its callbacks may call themselves
      throw new LuaRaise("stack overflow");
    }
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
   * A direct buffer of this size to receive into, the same for each call: its bytes are to be Lua's
   * before the next.
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

  /** Notes that Lua now holds an object, once for each userdata that is made for it. */
  public void made(LuaObject object) {
    if (object.type().hasFinalizer()) {
      synchronized (held) {
        held.merge(object, 1, Integer::sum);
      }
    }
  }

  /** Notes that Lua has forgotten a userdata. The last one of an object ends it. */
  public void forgotten(LuaObject object) {
    synchronized (held) {
      Integer left = held.computeIfPresent(object, (_, count) -> count == 1 ? null : count - 1);
      if (left != null) {
        return;
      }
    }
    end(object);
  }

  /** Ends an object that Lua may still hold: closes it, as the end of its block does. */
  public void end(LuaObject object) {
    object.type().end(object.object());
  }

  /** Whether it has ended: functions of Lua can no longer be called. */
  public boolean hasEnded() {
    return ended;
  }

  /** Ends every object that Lua holds: closes its sockets. Call it when the Lua state ends. */
  @Override
  public void close() {
    List<LuaObject> objects;
    ended = true;
    synchronized (held) {
      objects = new ArrayList<>(held.keySet());
      held.clear();
    }
    objects.forEach(this::end);
  }
}
