package org.llsocket.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A C compiler, for this machine or for another. */
public final class Cc {
  /** In front of the values in an object file, and where its byte order shows. */
  private static final String MARK = "llsocket: values";

  private static final long ORDER = 0x0102030405060708L;

  static final String MUSL_COMMAND = "musl-gcc";

  private final List<String> compiler;
  private final Path directory;
  private int files;

  /**
   * The compiler for this machine: {@code $CC}, or else {@code cc}.
   *
   * @param directory where sources and programs are put
   */
  public Cc(Path directory) {
    this(System.getenv().getOrDefault("CC", "cc"), directory);
  }

  private Cc(String command, Path directory) {
    compiler = List.of(command.split(" +", -1));
    this.directory = directory;
  }

  /**
   * A cross compiler for Linux with the GNU C library.
   *
   * @param architecture as GNU calls it: {@code aarch64}
   * @param directory where sources are put
   */
  public static Cc cross(String architecture, Path directory) {
    return new Cc(crossCommand(architecture), directory);
  }

  /**
   * The compiler wrapper for musl on this machine, Debian's {@code musl-gcc}, with the kernel's
   * headers, which are the same for every C library.
   *
   * @param directory where sources and copies of those headers are put
   */
  public static Cc musl(Path directory) throws IOException {
    Path headers = directory.resolve("kernel");
    Path system = Path.of("/usr/include");
    String machine = Command.output(List.of("cc", "-print-multiarch")).strip();
    copy(system.resolve("linux"), headers.resolve("linux"));
    copy(system.resolve("asm-generic"), headers.resolve("asm-generic"));
    copy(system.resolve(machine).resolve("asm"), headers.resolve("asm"));
    return new Cc(MUSL_COMMAND + " -idirafter " + headers, directory);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path copy = to.resolve(from.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  static String crossCommand(String architecture) {
    return architecture + "-linux-gnu-gcc";
  }

  /** The text after the preprocessor. */
  public String preprocess(String source) {
    return cc(source, "-E", "-P");
  }

  /** The {@code #define} lines that are in force at the end of the text. */
  public String macros(String source) {
    return cc(source, "-E", "-dM");
  }

  /** Compiles a program. */
  public Path compile(String source) {
    Path program = directory.resolve("program" + files);
    cc(source, "-o", program.toString());
    return program;
  }

  /** Compiles a program, runs it, and gives what it printed. */
  public String run(String source) {
    return Command.output(List.of(compile(source).toString()));
  }

  /**
   * The values of constant expressions after some C text, read from an object file: the compiler
   * may be for another machine. An expression that the compiler cannot compute has the value 0.
   */
  public long[] values(String source, List<String> expressions) {
    var text = new StringBuilder(source);
    text.append(
        """
        struct llsocket { char mark[%d]; long long values[%d]; };
        struct llsocket llsocket = {"%s", {%#x
        """
            .formatted(MARK.length(), expressions.size() + 1, MARK, ORDER));
    for (String expression : expressions) {
      text.append(
          ", __builtin_choose_expr(__builtin_constant_p(%1$s), (long long) (%1$s), 0)\n"
              .formatted(expression));
    }
    Path object = directory.resolve("object" + files + ".o");
    cc(text.append("}};\n").toString(), "-c", "-o", object.toString());
    try {
      return values(Files.readAllBytes(object), expressions.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long[] values(byte[] object, int count) {
    int mark = new String(object, StandardCharsets.ISO_8859_1).indexOf(MARK);
    if (mark < 0) {
      throw new IllegalStateException("the object file has no " + MARK);
    }
    ByteBuffer data = ByteBuffer.wrap(object).position(mark + MARK.length());
    if (data.getLong() != ORDER) {
      data.order(ByteOrder.LITTLE_ENDIAN);
    }
    long[] values = new long[count];
    Arrays.setAll(values, i -> data.getLong());
    return values;
  }

  static boolean works() {
    return works(System.getenv().getOrDefault("CC", "cc"));
  }

  /** Whether a compiler compiles a header of the C library. */
  static boolean works(String command) {
    try {
      Path directory = Files.createTempDirectory("cc");
      try {
        new Cc(command, directory).preprocess("#include <sys/socket.h>\n");
        return true;
      } finally {
        Files.deleteIfExists(directory.resolve("source0.c"));
        Files.delete(directory);
      }
    } catch (IOException | UncheckedIOException | IllegalStateException noCompiler) {
      return false;
    }
  }

  private String cc(String source, String... arguments) {
    Path file = directory.resolve("source" + files++ + ".c");
    try {
      Files.writeString(file, source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = new ArrayList<>(compiler);
    command.addAll(List.of(arguments));
    command.add(file.toString());
    return Command.output(command);
  }
}
