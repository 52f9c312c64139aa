package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct addrinfo {
 *   int              ai_flags;
 *   int              ai_family;
 *   int              ai_socktype;
 *   int              ai_protocol;
 *   socklen_t        ai_addrlen;
 *   struct sockaddr *ai_addr;
 *   char            *ai_canonname;
 *   struct addrinfo *ai_next;
 * };
 * }</pre>
 */
public final class Addrinfo {
  private static final Struct LAYOUT = Platform.struct("addrinfo");
  private static final int AI_FLAGS = LAYOUT.offset("ai_flags");
  private static final int AI_FAMILY = LAYOUT.offset("ai_family");
  private static final int AI_SOCKTYPE = LAYOUT.offset("ai_socktype");
  private static final int AI_PROTOCOL = LAYOUT.offset("ai_protocol");
  private static final int AI_ADDRLEN = LAYOUT.offset("ai_addrlen");
  private static final int AI_ADDR = LAYOUT.offset("ai_addr");
  private static final int AI_CANONNAME = LAYOUT.offset("ai_canonname");
  private static final int AI_NEXT = LAYOUT.offset("ai_next");

  /** Bytes of the struct. */
  public static final int SIZE = LAYOUT.size();

  private Addrinfo() {}

  /** Fills {@code addrinfo}, which is all zero, as a hint. */
  public static void set(
      MemorySegment addrinfo, int flags, int family, int socktype, int protocol) {
    addrinfo.set(JAVA_INT, AI_FLAGS, flags);
    addrinfo.set(JAVA_INT, AI_FAMILY, family);
    addrinfo.set(JAVA_INT, AI_SOCKTYPE, socktype);
    addrinfo.set(JAVA_INT, AI_PROTOCOL, protocol);
  }

  public static int family(MemorySegment addrinfo) {
    return addrinfo.get(JAVA_INT, AI_FAMILY);
  }

  public static int socktype(MemorySegment addrinfo) {
    return addrinfo.get(JAVA_INT, AI_SOCKTYPE);
  }

  public static int protocol(MemorySegment addrinfo) {
    return addrinfo.get(JAVA_INT, AI_PROTOCOL);
  }

  public static int addrlen(MemorySegment addrinfo) {
    return addrinfo.get(JAVA_INT, AI_ADDRLEN);
  }

  public static MemorySegment addr(MemorySegment addrinfo) {
    return addrinfo.get(ADDRESS, AI_ADDR);
  }

  public static MemorySegment canonname(MemorySegment addrinfo) {
    return addrinfo.get(ADDRESS, AI_CANONNAME);
  }

  public static MemorySegment next(MemorySegment addrinfo) {
    return addrinfo.get(ADDRESS, AI_NEXT);
  }
}
