package org.llsocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.HexFormat;
import org.llsocket.internal.lifecycle.BlockingExecutor;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.KernelWait;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.FdCalls;

/**
 * {@code open(2)}. Opening a FIFO waits for its other end, so a platform thread makes the call for
 * a virtual thread.
 */
final class DescriptorOpen {
  private static final int EINTR = Platform.number("EINTR");
  private static final int MODES = 07777; // the bits of a mode that chmod(2) can set
  private static final char REPLACEMENT = '\uFFFD';

  private DescriptorOpen() {}

  static <H extends Handle> H open(Path path, int flags, int mode, Handle.Maker<H> maker)
      throws IOException {
    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
      throw new IllegalArgumentException("not a path of the default file system: " + path);
    }
    return open(bytes(path), path.toString(), flags, mode, maker);
  }

  static <H extends Handle> H open(byte[] path, int flags, int mode, Handle.Maker<H> maker)
      throws IOException {
    byte[] copy = path.clone(); // a platform thread may read it
    return open(copy, Escapes.escape(copy), flags, mode, maker);
  }

  private static <H extends Handle> H open(
      byte[] path, String text, int flags, int mode, Handle.Maker<H> maker) throws IOException {
    for (byte each : path) {
      if (each == 0) {
        throw new IllegalArgumentException("the path contains NUL: \"" + text + "\"");
      }
    }
    if ((mode & ~MODES) != 0) {
      throw new IllegalArgumentException(
          "mode 0" + Integer.toOctalString(mode) + " is not in 0–0" + Integer.toOctalString(MODES));
    }
    NewFd.prepare();
    return BlockingExecutor.onPlatformThread(() -> make(path, text, flags, mode, maker));
  }

  private static <H extends Handle> H make(
      byte[] path, String text, int flags, int mode, Handle.Maker<H> maker) throws IOException {
    var file = new OpenFileDescription((flags & O.NONBLOCK) != 0);
    CallFrame frame = CallFrame.current();
    KernelWait wait = KernelWait.start(frame);
    int n = -EINTR;
    try {
      do {
        n = FdCalls.open(path, flags | O.CLOEXEC, mode);
      } while (wait.retry(n));
    } finally {
      wait.stop();
    }
    if (n == -EINTR) {
      throw new InterruptedIOException("open(" + arguments(text, flags) + "): interrupted");
    }
    if (n < 0) {
      throw new ErrnoException(new Errno(-n), "open", arguments(text, flags));
    }
    return NewFd.of(n, file, maker);
  }

  private static String arguments(String text, int flags) {
    return "\"" + text + "\", " + O.toString(flags & ~O.CLOEXEC);
  }

  /**
   * The bytes that the JDK's own calls pass to the kernel. If they are not text in the encoding of
   * file names, only the path's URI contains them.
   */
  private static byte[] bytes(Path path) {
    String text = path.toString();
    if (text.indexOf(REPLACEMENT) >= 0) {
      return fromUri(path);
    }
    return text.getBytes(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
  }

  private static byte[] fromUri(Path path) {
    byte[] uri = path.toUri().getRawPath().getBytes(ISO_8859_1);
    int end = uri[uri.length - 1] == '/' ? uri.length - 1 : uri.length; // of a directory
    var bytes = new ByteArrayOutputStream(end);
    for (int i = 0; i < end; i++) {
      if (uri[i] == '%') {
        bytes.write(HexFormat.fromHexDigits(new String(uri, i + 1, 2, ISO_8859_1)));
        i += 2;
      } else {
        bytes.write(uri[i]);
      }
    }
    return bytes.toByteArray();
  }
}
