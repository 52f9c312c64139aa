package org.llsocket.lua;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A class of userdata: its name, its methods, and what to do with an object that Lua forgets.
 *
 * @param <T> of the Java objects
 */
public final class LuaClass<T> {
  private final String name;
  private final Class<T> type;
  private final Map<String, LuaEntry> methods = new LinkedHashMap<>();
  private final Map<String, LuaEntry> metamethods = new LinkedHashMap<>();
  private @Nullable Consumer<? super T> finalizer;
  private Predicate<? super T> open = _ -> true;

  private LuaClass(String name, Class<T> type) {
    this.name = name;
    this.type = type;
    metamethod("__tostring", args -> new Object[] {args.self().toString()});
  }

  /**
   * A class without methods.
   *
   * @param name as messages give it: {@code llsocket.socket}
   * @param type the Java class, which must be final
   */
  public static <T> LuaClass<T> named(String name, Class<T> type) {
    return new LuaClass<>(name, type);
  }

  /** Adds a method; its argument 1 is the one behind the object. */
  public LuaClass<T> method(String method, LuaFunction function) {
    methods.put(method, new LuaEntry(method, this, function));
    return this;
  }

  /**
   * Adds a metamethod. With {@code __index} the function gives the fields too, and may give methods
   * as {@link LuaEntry}s: those added with {@link #method} are then out of sight.
   */
  public LuaClass<T> metamethod(String event, LuaFunction function) {
    metamethods.put(event, new LuaEntry(event, this, function));
    return this;
  }

  /** Sets what ends an object that Lua forgets, and all of them when the state ends. */
  public LuaClass<T> finalizer(Consumer<? super T> end) {
    finalizer = end;
    return this;
  }

  /** Sets which objects have yet to be ended, where a script can do it too. */
  public LuaClass<T> open(Predicate<? super T> isOpen) {
    open = isOpen;
    return this;
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** The Java class. */
  public Class<T> type() {
    return type;
  }

  /** The methods, by name. */
  public Map<String, LuaEntry> methods() {
    return methods;
  }

  /** The metamethods, by event. */
  public Map<String, LuaEntry> metamethods() {
    return metamethods;
  }

  boolean isOpen(Object object) {
    return open.test(type.cast(object));
  }

  boolean hasFinalizer() {
    return finalizer != null;
  }

  void end(Object object) {
    if (finalizer != null) {
      finalizer.accept(type.cast(object));
    }
  }
}
