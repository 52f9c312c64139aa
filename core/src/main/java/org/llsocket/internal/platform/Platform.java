package org.llsocket.internal.platform;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The numbers and struct layouts of the platform that this JVM runs on. On one that is not
 * supported, names have the numbers of Linux, so that programs can load them, and {@link
 * #unsupported} is the reason that no call can be made.
 */
public final class Platform {
  private static final String OS = System.getProperty("os.name", "");
  private static final String ARCH = System.getProperty("os.arch", "");
  private static final @Nullable LinuxArchitecture ARCHITECTURE =
      OS.equals("Linux") ? LinuxArchitecture.of(ARCH) : null;
  private static final Tables CURRENT = Linux.tables(ARCHITECTURE);

  private Platform() {}

  /** Why no call of the C library can be made here, in one sentence; null if calls can be made. */
  public static @Nullable String unsupported() {
    return ARCHITECTURE != null
        ? null
        : "llsocket does not run on "
            + OS
            + " "
            + ARCH
            + ", which would need tables of its C numbers and struct layouts: it runs on Linux "
            + Arrays.toString(LinuxArchitecture.values());
  }

  /** The number behind a C name. */
  public static int number(String cName) {
    return CURRENT.number(cName);
  }

  /** Whether this platform's headers give {@code cName} a number. */
  public static boolean has(String cName) {
    return CURRENT.find(cName) != null;
  }

  /**
   * The first name in the tables that starts with {@code prefix} and has this number, or the prefix
   * and the number themselves if there is none: {@code AF_INET6}, {@code AF_77}.
   */
  public static String nameOf(String prefix, int number) {
    return CURRENT.nameOf(prefix, number);
  }

  /**
   * The name of an errno, or {@code E} and the number if it has none. {@link #nameOf} cannot
   * distinguish these names from others that start with an E.
   */
  public static String errnoName(int number) {
    return CURRENT.errnoName(number);
  }

  /**
   * The names of the bits in {@code flags} that start with {@code prefix}, joined with {@code |};
   * bits without a name come last in hexadecimal; {@code 0} for none.
   */
  public static String flagNames(String prefix, int flags) {
    return CURRENT.flagNames(prefix, flags);
  }

  /** The layout of a C struct, by its tag. */
  public static Struct struct(String tag) {
    return CURRENT.struct(tag);
  }

  /** The path under which this process finds the file of a descriptor. */
  public static String descriptorPath(int fd) {
    return Linux.DESCRIPTORS + fd;
  }

  /** Every name that has a number, in the order of the tables. */
  public static Set<String> names() {
    return CURRENT.names();
  }

  /** Every struct tag that has a layout. */
  public static Set<String> structs() {
    return CURRENT.structs();
  }
}
