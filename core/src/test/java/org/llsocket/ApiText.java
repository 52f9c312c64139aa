package org.llsocket;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The API as text: each public type of the exported packages with its public and protected members,
 * a line each, sorted. Compile-time constants have their values, since javac copies those into its
 * users' classes. Members that a public class inherits from a package-private one are its own.
 */
final class ApiText {
  private final Path classes;

  /** The types described, by name. */
  final List<Class<?>> types;

  /**
   * The API of compiled classes.
   *
   * @param classes the directory javac wrote them to
   */
  ApiText(Path classes) throws IOException {
    this.classes = classes;
    Module module = ApiText.class.getModule();
    try (Stream<Path> files = Files.walk(classes)) {
      types =
          files
              .map(file -> classes.relativize(file).toString())
              .filter(file -> file.endsWith(".class") && file.contains("/"))
              .map(file -> file.substring(0, file.lastIndexOf('.')).replace('/', '.'))
              .map(ApiText::load)
              .filter(type -> module.isExported(type.getPackageName()) && isVisible(type))
              .<Class<?>>map(type -> type)
              .sorted(Comparator.comparing(Class::getName))
              .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ApiText.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isVisible(Class<?> type) {
    return isVisible(type.getModifiers())
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
  }

  private static boolean isVisible(int modifiers) {
    return (modifiers & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
  }

  @Override
  public String toString() {
    return types.stream().map(this::type).collect(joining("\n"));
  }

  private String type(Class<?> type) {
    List<String> lines = new ArrayList<>();
    for (Class<?> from = type; from != null && (from == type || !isVisible(from)); ) {
      addMembers(from, type, lines);
      from = from.getSuperclass();
    }
    return header(type)
        + "\n"
        + lines.stream().sorted().distinct().map(line -> "  " + line + "\n").collect(joining());
  }

  private static String header(Class<?> type) {
    var text = new StringBuilder(deprecated(type)).append(type.toGenericString());
    Class<?> above = type.getSuperclass();
    while (above != null && !isVisible(above)) {
      above = above.getSuperclass();
    }
    if (above != null && above != Object.class && !type.isRecord() && !type.isEnum()) {
      text.append(" extends ");
      text.append(
          above == type.getSuperclass()
              ? type.getGenericSuperclass().getTypeName()
              : above.getName());
    }
    if (type.getInterfaces().length > 0) {
      text.append(" implements ");
      text.append(
          Arrays.stream(type.getGenericInterfaces())
              .map(Type::getTypeName)
              .sorted()
              .collect(joining(", ")));
    }
    if (type.isSealed()) {
      text.append(" permits ");
      text.append(
          Arrays.stream(type.getPermittedSubclasses())
              .map(Class::getName)
              .sorted()
              .collect(joining(", ")));
    }
    return text.toString();
  }

  private void addMembers(Class<?> from, Class<?> type, Collection<String> lines) {
    Map<String, String> constants = constants(from);
    for (Field field : from.getDeclaredFields()) {
      if (isApi(field)) {
        String value = constants.get(field.getName());
        lines.add(
            deprecated(field)
                + modifiers(field, Modifier.fieldModifiers())
                + text(field.getAnnotatedType())
                + " "
                + field.getName()
                + (value == null ? "" : " = " + value));
      }
    }
    for (Constructor<?> constructor : from.getDeclaredConstructors()) {
      if (from == type && isApi(constructor)) {
        lines.add(
            deprecated(constructor)
                + modifiers(constructor, Modifier.constructorModifiers())
                + type.getSimpleName()
                + signature(constructor));
      }
    }
    for (Method method : from.getDeclaredMethods()) {
      if (isApi(method)) {
        int shown = Modifier.methodModifiers() & ~(Modifier.SYNCHRONIZED | Modifier.NATIVE);
        lines.add(
            deprecated(method)
                + modifiers(method, shown)
                + (method.isDefault() ? "default " : "")
                + typeParameters(method)
                + text(method.getAnnotatedReturnType())
                + " "
                + method.getName()
                + signature(method));
      }
    }
  }

  private static boolean isApi(Member member) {
    return isVisible(member.getModifiers()) && !member.isSynthetic();
  }

  private static String deprecated(AnnotatedElement element) {
    return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
  }

  private static String modifiers(Member member, int shown) {
    return Modifier.toString(member.getModifiers() & shown) + " ";
  }

  private static String typeParameters(Executable executable) {
    if (executable.getTypeParameters().length == 0) {
      return "";
    }
    return Arrays.stream(executable.getTypeParameters())
        .map(ApiText::typeParameter)
        .collect(joining(", ", "<", "> "));
  }

  private static String typeParameter(TypeVariable<?> parameter) {
    String bounds =
        Arrays.stream(parameter.getAnnotatedBounds()).map(ApiText::text).collect(joining(" & "));
    return parameter.getName() + (bounds.equals("Object") ? "" : " extends " + bounds);
  }

  private static String signature(Executable executable) {
    String parameters =
        Arrays.stream(executable.getAnnotatedParameterTypes())
            .map(ApiText::text)
            .collect(joining(", ", "(", ")"));
    if (executable.isVarArgs()) {
      parameters = parameters.substring(0, parameters.length() - 3) + "...)";
    }
    String exceptions =
        Arrays.stream(executable.getAnnotatedExceptionTypes())
            .map(ApiText::text)
            .sorted()
            .collect(joining(", "));
    return parameters + (exceptions.isEmpty() ? "" : " throws " + exceptions);
  }

  /** A type with its null annotations. */
  private static String text(AnnotatedType type) {
    return type.toString()
        .replace("org.jspecify.annotations.", "")
        .replace("@Nullable()", "@Nullable")
        .replaceAll("\\bjava\\.lang\\.(?=@?[A-Z])", "");
  }

  /** The values of a class's compile-time constants, by name. */
  private Map<String, String> constants(Class<?> type) {
    Path file = classes.resolve(type.getName().replace('.', '/') + ".class");
    Map<String, String> values = new HashMap<>();
    try {
      for (var field : ClassFile.of().parse(file).fields()) {
        field
            .findAttribute(Attributes.constantValue())
            .map(attribute -> attribute.constant().constantValue())
            .ifPresent(value ->
                values.put(
                    field.fieldName().stringValue(),
                    value instanceof String text ? "\"" + text + "\"" : value.toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }
}
