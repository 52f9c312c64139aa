package org.llsocket.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The C compiler of this machine: {@code $CC}, or else {@code cc}. */
public final class Cc {
  private final Path directory;
  private int files;

  /**
   * A compiler for C text.
   *
   * @param directory where sources and programs are put
   */
  public Cc(Path directory) {
    this.directory = directory;
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

  static boolean works() {
    try {
      Path directory = Files.createTempDirectory("cc");
      try {
        new Cc(directory).preprocess("#include <sys/socket.h>\n");
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
    String compiler = System.getenv().getOrDefault("CC", "cc");
    List<String> command = new ArrayList<>(List.of(compiler.split(" +", -1)));
    command.addAll(List.of(arguments));
    command.add(file.toString());
    return Command.output(command);
  }
}
