package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.internal.platform.Platform;

/** Every constant of lua-llsocket has its Java name: the first underscore becomes a dot. */
class LuaLlsocketNamesTest {
  private static final Map<String, Class<?>> CLASSES =
      Map.of(
          "AI", AI.class,
          "IPPROTO", IPPROTO.class,
          "MSG", MSG.class,
          "NI", NI.class,
          "SHUT", SHUT.class,
          "SOCK", SOCK.class);

  private static List<String> constants() {
    try (InputStream list =
        LuaLlsocketNamesTest.class.getResourceAsStream("/lua_llsocket_api.txt")) {
      return new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .filter(words -> words[0].equals("constant"))
          .map(words -> words[1].substring("llsocket.".length()))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** {@code IPPROTO_3PC} is {@code IPPROTO._3PC}: a Java name cannot begin with a digit. */
  private static Object constant(String cName) throws ReflectiveOperationException {
    int underscore = cName.indexOf('_');
    String member = cName.substring(underscore + 1);
    Class<?> owner = Objects.requireNonNull(CLASSES.get(cName.substring(0, underscore)), cName);
    Field field = owner.getField(Character.isDigit(member.charAt(0)) ? "_" + member : member);
    assertThat(Modifier.isStatic(field.getModifiers())).isTrue();
    return Objects.requireNonNull(field.get(null));
  }

  private static int number(Object constant) {
    return switch (constant) {
      case Integer flag -> flag;
      case IPPROTO protocol -> protocol.number();
      case SHUT how -> how.number();
      case SOCK type -> type.number();
      default -> throw new AssertionError(constant + " of " + constant.getClass());
    };
  }

  @Test
  void nameList_counted_isComplete() {
    assertThat(constants()).hasSize(141).doesNotHaveDuplicates();
    assertThat(constants()).filteredOn(name -> name.startsWith("IPPROTO_")).hasSize(105);
  }

  @ParameterizedTest
  @MethodSource("constants")
  void constant_byTheNamingRule_hasThePlatformsNumber(String cName)
      throws ReflectiveOperationException {
    assertThat(number(constant(cName))).isEqualTo(Platform.number(cName));
  }

  /** The reverse: every constant's name is the C name of its number. */
  @ParameterizedTest
  @MethodSource("publicConstants")
  void publicConstant_byTheNamingRule_isItsCName(Field field) throws ReflectiveOperationException {
    String prefix = field.getDeclaringClass().getSimpleName() + "_";
    String member = field.getName().replaceFirst("^_", "");
    Object value = Objects.requireNonNull(field.get(null));
    int number =
        switch (value) {
          case AF family -> family.number();
          case Errno errno -> errno.number();
          default -> number(value);
        };
    assertThat(number)
        .isEqualTo(Platform.number(value instanceof Errno ? member : prefix + member));
  }

  private static Stream<Field> publicConstants() {
    return Stream.of(
            AF.class,
            AI.class,
            EAI.class,
            Errno.class,
            IFF.class,
            IPPROTO.class,
            MSG.class,
            NI.class,
            SHUT.class,
            SOCK.class)
        .flatMap(owner -> Stream.of(owner.getFields()))
        .filter(field -> Modifier.isStatic(field.getModifiers()));
  }
}
