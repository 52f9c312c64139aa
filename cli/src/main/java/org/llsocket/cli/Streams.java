package org.llsocket.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a command reads and writes.
 *
 * @param in what is to be sent; one read is what one {@code read(2)} gives
 * @param out what was received, and results; unbuffered, and throws where nobody reads
 * @param err messages
 * @param charset of text on {@code out} and {@code err}
 * @param chat whether a person types {@code in} and reads {@code out}
 * @param errIsTerminal whether {@code err} can show a line that changes
 */
record Streams(
    InputStream in,
    OutputStream out,
    PrintWriter err,
    Charset charset,
    boolean chat,
    boolean errIsTerminal) {

  /** Standard input, output and error of this process. */
  static Streams ofProcess() {
    return new Streams(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        writer(System.err, System.err.charset()),
        System.out.charset(),
        isTerminal(0) && isTerminal(1),
        isTerminal(2));
  }

  /** A writer of text on {@link #out}. */
  PrintWriter outWriter() {
    return writer(out, charset);
  }

  private static PrintWriter writer(OutputStream out, Charset charset) {
    Writer encoder = new BufferedWriter(new OutputStreamWriter(out, charset));
    return new PrintWriter(unicode(charset) ? encoder : new AsciiWriter(encoder), true);
  }

  /** Whether characters beyond ASCII arrive. */
  boolean unicode() {
    return unicode(charset);
  }

  private static boolean unicode(Charset charset) {
    return charset.newEncoder().canEncode('✓');
  }

  /** The JDK tells only of all three descriptors together. */
  private static boolean isTerminal(int fd) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }
}
