package org.llsocket.lua;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A module as {@code require} returns it: constants, functions and nested modules. */
public final class LuaModule {
  private final String name;
  private final List<String> names = new ArrayList<>();
  private final Map<Object, Object> constants = new LinkedHashMap<>();
  private final Map<String, LuaEntry> functions = new LinkedHashMap<>();
  private final Map<String, LuaModule> modules = new LinkedHashMap<>();
  private final List<LuaClass<?>> classes = new ArrayList<>();

  private LuaModule(String name) {
    this.name = name;
    names.add(name);
  }

  /**
   * An empty module.
   *
   * @param name the name that a script requires: {@code llsocket.inet}
   */
  public static LuaModule named(String name) {
    return new LuaModule(name);
  }

  /**
   * Adds a constant.
   *
   * @param constant its name, or a number
   */
  public LuaModule constant(Object constant, Object value) {
    constants.put(constant, value);
    return this;
  }

  /** Adds another name for {@code require}. */
  public LuaModule alias(String other) {
    names.add(other);
    return this;
  }

  /** Adds a function. */
  public LuaModule function(String function, LuaFunction body) {
    functions.put(function, new LuaEntry(function, null, body));
    return this;
  }

  /** Adds a module, as a field named by the part of its name after the last dot. */
  public LuaModule module(LuaModule module) {
    modules.put(module.name.substring(module.name.lastIndexOf('.') + 1), module);
    return this;
  }

  /** Adds a class whose objects the functions return. */
  public LuaModule type(LuaClass<?> type) {
    classes.add(type);
    return this;
  }

  /** The name that a script requires. */
  public String name() {
    return name;
  }

  /** Every name that a script can require, its own name first. */
  public List<String> names() {
    return names;
  }

  /** The constants, by name or number; values as {@link LuaFunction#call} returns them. */
  public Map<Object, Object> constants() {
    return constants;
  }

  /** The functions, by name. */
  public Map<String, LuaEntry> functions() {
    return functions;
  }

  /** The nested modules, by the name of their field. */
  public Map<String, LuaModule> modules() {
    return modules;
  }

  /** This module and all nested ones, each of which can be required by its own name. */
  public List<LuaModule> all() {
    List<LuaModule> all = new ArrayList<>();
    all.add(this);
    modules.values().forEach(module -> all.addAll(module.all()));
    return all;
  }

  /** The classes of the objects that its functions return. */
  public List<LuaClass<?>> classes() {
    return classes;
  }
}
