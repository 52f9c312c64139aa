package org.llsocket.cli.process;

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
 * The streams that a command reads and writes.
 *
 * @param in data to send; a read returns what one {@code read(2)} returns
 * @param out received data and results; unbuffered, and throws if the reading end is closed
 * @param err messages
 * @param charset the charset of text on {@code out} and {@code err}
 * @param interactive whether {@code in} and {@code out} are a terminal
 * @param errIsTerminal whether {@code err} is a terminal, on which a line can be rewritten
 */
public record StandardStreams(
    InputStream in,
    OutputStream out,
    PrintWriter err,
    Charset charset,
    boolean interactive,
    boolean errIsTerminal) {

  /** Standard input, output and error of this process. */
  public static StandardStreams ofProcess() {
    return new StandardStreams(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        writer(System.err, System.err.charset()),
        System.out.charset(),
        isTerminal(0) && isTerminal(1),
        isTerminal(2));
  }

  /** A writer of text to {@link #out}. */
  public PrintWriter outWriter() {
    return writer(out, charset);
  }

  private static PrintWriter writer(OutputStream out, Charset charset) {
    Writer encoder = new BufferedWriter(new OutputStreamWriter(out, charset));
    return new PrintWriter(unicode(charset) ? encoder : new AsciiWriter(encoder), true);
  }

  /** Whether the charset has characters other than ASCII. */
  public boolean unicode() {
    return unicode(charset);
  }

  private static boolean unicode(Charset charset) {
    return charset.newEncoder().canEncode('✓');
  }

  /** The JDK reports only whether standard input and output are both terminals. */
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
