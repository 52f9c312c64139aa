package org.llsocket.lua;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A class of userdata: its name, its methods, and its finalizer.
 *
 * @param <T> the type of the Java objects
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
   * @param name as error messages give it: {@code llsocket.socket}
   * @param type the Java class, which must be final
   */
  public static <T> LuaClass<T> named(String name, Class<T> type) {
    return new LuaClass<>(name, type);
  }

  /** Adds a method; its argument 1 is the first one after the object. */
  public LuaClass<T> method(String method, LuaFunction function) {
    methods.put(method, new LuaEntry(method, this, function));
    return this;
  }

  /**
   * Adds a metamethod. If it is {@code __index}, the function provides the fields too and may
   * return methods as {@link LuaEntry}s; methods added with {@link #method} are then not visible to
   * scripts.
   */
  public LuaClass<T> metamethod(String event, LuaFunction function) {
    metamethods.put(event, new LuaEntry(event, this, function));
    return this;
  }

  /**
   * Sets the function that ends an object when Lua has collected it, and every object when the
   * state is closed.
   */
  public LuaClass<T> finalizer(Consumer<? super T> end) {
    finalizer = end;
    return this;
  }

  /** Sets the test for objects that have not been ended yet, if scripts can end them too. */
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
