package org.llsocket.cli.conversation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.O;

/** A file that is either read or written; data in the other direction goes to another end. */
public final class FileEnd implements End {
  private static final int MODE = 0666; // less the umask

  private final Path path;
  private final Descriptor file;
  private final End other;
  private final boolean input;

  private FileEnd(Path path, Descriptor file, boolean input, End other) {
    this.path = path;
    this.file = file;
    this.input = input;
    this.other = other;
  }

  /** Reads a file from its start; what is written goes to {@code output}. */
  public static FileEnd input(Path path, End output) throws IOException {
    return new FileEnd(path, Descriptor.openFile(path), true, output);
  }

  /** Creates a file, or truncates it, and writes it; there is nothing to read. */
  public static FileEnd output(Path path) throws IOException {
    Descriptor file = Descriptor.openFile(path, O.WRONLY | O.CREAT | O.TRUNC, MODE);
    return new FileEnd(path, file, false, NullEnd.INSTANCE);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return input ? (int) file.read(into) : EOF;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    if (input) {
      other.write(from);
      return;
    }
    while (from.hasRemaining()) {
      file.write(from);
    }
  }

  @Override
  public boolean endOutput() throws IOException {
    return !input || other.endOutput();
  }

  @Override
  public boolean hasInput() {
    return input;
  }

  @Override
  public @Nullable Descriptor source() {
    return input ? file : null;
  }

  @Override
  public @Nullable Descriptor target() {
    return input ? other.target() : file;
  }

  @Override
  public String toString() {
    return path.toString();
  }

  @Override
  public void close() throws IOException {
    file.close();
    other.close();
  }
}
