package org.llsocket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.struct.Addrinfo;
import org.llsocket.internal.sys.LookupCalls;
import org.llsocket.internal.sys.Pointers;

/**
 * {@code struct addrinfo}: an address, and the socket to open for it; immutable.
 *
 * {@snippet :
 * for (AddrInfo ai : AddrInfo.getaddrinfo("localhost", "http", Hints.of().type(SOCK.STREAM))) {
 *   try (var socket = Socket.open(ai.family(), ai.type(), ai.protocol())) {
 *     socket.connect(ai.addr());
 *   }
 * }
 * }
 *
 * @param family {@code ai_family}
 * @param type {@code ai_socktype}, without flags
 * @param protocol {@code ai_protocol}
 * @param addr {@code ai_addr}
 * @param canonname {@code ai_canonname}: the host's canonical name, in the first result of a lookup
 *     with {@link AI#CANONNAME}; otherwise null
 * @see <a href="https://man7.org/linux/man-pages/man3/getaddrinfo.3.html">getaddrinfo(3)</a>
 */
public record AddrInfo(
    AF family, SOCK type, IPPROTO protocol, SockAddr addr, @Nullable String canonname) {

  /**
   * Makes an address with the socket to open for it.
   *
   * @throws IllegalArgumentException if {@code type} has flags
   */
  public AddrInfo {
    checkType(type);
  }

  /**
   * A known address, with the socket to open for it and without a canonical name.
   *
   * @throws IllegalArgumentException if {@code type} has flags
   */
  public static AddrInfo of(SockAddr addr, SOCK type, IPPROTO protocol) {
    return new AddrInfo(addr.family(), type, protocol, addr, null);
  }

  /** {@code getaddrinfo(host, service, NULL, &res)}, without hints: any family, any type. */
  public static List<AddrInfo> getaddrinfo(@Nullable String host, @Nullable String service)
      throws AddrInfoException, InterruptedIOException {
    return getaddrinfo(host, service, Hints.of());
  }

  /**
   * {@code getaddrinfo(host, service, &hints, &res)}: the addresses of a host and a service, in the
   * order in which to try them (RFC 6724).
   *
   * <p>Arguments that the C library would misinterpret are refused before the call, with an {@link
   * IllegalArgumentException} that says why:
   *
   * <ul>
   *   <li>a NUL in either, which ends a string in C;
   *   <li>an IPv4 address that is not four decimal numbers, such as {@code 127.1}, {@code
   *       0x7f000001} or {@code 0177.0.0.1}; {@link Hints#lenient(boolean)} permits them;
   *   <li>a port over 65535 or with a sign, a blank or a leading zero;
   *   <li>a name over 253 bytes, with a label over 63 bytes or an empty one, or with other
   *       characters than letters, digits, {@code -}, {@code _} and {@code .};
   *   <li>an IPv6 address in brackets, or with a scope that is not an interface of this machine.
   * </ul>
   *
   * <p>A host with non-ASCII characters is converted by {@link java.net.IDN}, which follows RFC
   * 3490, unless {@link AI#IDN} leaves it to the C library. The scope of any IPv6 address may be an
   * interface's name or index, as in {@link SockAddr#inet6(String, int)}; glibc itself accepts a
   * name after link-local addresses only. A canonical name does not include the scope.
   *
   * <p>The family {@link AF#UNIX}, which {@code getaddrinfo(3)} does not support, is handled
   * without a system call: the host is a path, or a NUL and an abstract name, and there is one
   * result, of type {@link SOCK#STREAM} unless the hints name another.
   *
   * <p>The call may wait for a name server, by default up to half a minute. A platform thread
   * cannot be interrupted meanwhile. A virtual thread parks, and can.
   *
   * @param host a name or a numeric address; null for this machine: loopback, or with {@link
   *     AI#PASSIVE} the addresses to bind to
   * @param service a port, 0–65535, or a service's name as in services(5); null for port 0
   * @param hints which results are wanted
   * @return one or more results, as an unmodifiable list
   * @throws AddrInfoException with the {@link EAI} code if nothing is found, or the hints are wrong
   * @throws InterruptedIOException if this virtual thread is interrupted; its interrupt status
   *     stays set
   * @throws IllegalArgumentException if the host or service is not well-formed
   */
  public static List<AddrInfo> getaddrinfo(
      @Nullable String host, @Nullable String service, Hints hints)
      throws AddrInfoException, InterruptedIOException {
    if (hints.family().equals(AF.UNIX)) {
      return List.of(unix(host, service, hints));
    }
    String checked =
        host == null
            ? null
            : AddrInfoHost.check(host, (hints.flags() & AI.IDN) != 0, hints.lenient());
    int scope = checked == null || hints.lenient() ? 0 : AddrInfoHost.scope(checked);
    String cHost = checked == null || scope == 0 ? checked : AddrInfoHost.withoutScope(checked);
    String cService = service == null ? null : ServiceNames.check(service);
    boolean numeric =
        (cHost == null || AddrInfoHost.isNumeric(cHost))
            && (cService == null || ServiceNames.isNumber(cService));
    return LookupResult.run(
        !numeric,
        () -> lookUp(cHost, scope, cService, hints),
        "getaddrinfo",
        quoted(host) + ", " + quoted(service));
  }

  private static AddrInfo unix(@Nullable String path, @Nullable String service, Hints hints) {
    if (path == null) {
      throw new IllegalArgumentException("AF_UNIX needs a path as its host");
    }
    if (service != null) {
      throw new IllegalArgumentException("AF_UNIX has no services: " + quoted(service));
    }
    SockAddr addr =
        path.startsWith("\0") ? SockAddr.abstractName(path.substring(1)) : SockAddr.unix(path);
    boolean any = hints.type().number() == 0;
    return of(addr, any ? SOCK.STREAM : hints.type(), hints.protocol());
  }

  private static LookupResult<List<AddrInfo>> lookUp(
      @Nullable String host, int scope, @Nullable String service, Hints hints) {
    CallFrame frame = CallFrame.current();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment hint = arena.allocate(Addrinfo.SIZE, Long.BYTES);
      Addrinfo.set(
          hint,
          hints.flags(),
          hints.family().number(),
          hints.type().number(),
          hints.protocol().number());
      MemorySegment res = arena.allocate(ADDRESS);
      int code =
          LookupCalls.getaddrinfo(
              frame.errno, cString(host, arena), cString(service, arena), hint, res);
      return code == 0
          ? LookupResult.found(take(res.get(ADDRESS, 0), scope))
          : LookupResult.failed(code, frame);
    } finally {
      frame.done();
    }
  }

  private static MemorySegment cString(@Nullable String text, Arena arena) {
    return text == null ? MemorySegment.NULL : Pointers.toText(arena, text);
  }

  /** Copies the C library's list and frees it. */
  private static List<AddrInfo> take(MemorySegment res, int scope) {
    try {
      List<AddrInfo> list = new ArrayList<>();
      for (MemorySegment at = res; !Pointers.isNull(at); ) {
        MemorySegment ai = Pointers.bytes(at, Addrinfo.SIZE);
        list.add(read(ai, scope));
        at = Addrinfo.next(ai);
      }
      return List.copyOf(list);
    } finally {
      LookupCalls.freeaddrinfo(res);
    }
  }

  private static AddrInfo read(MemorySegment ai, int scope) {
    int length = Addrinfo.addrlen(ai);
    SockAddr addr = new SockAddr(Pointers.bytes(Addrinfo.addr(ai), length).toArray(JAVA_BYTE));
    return new AddrInfo(
        new AF(Addrinfo.family(ai)),
        new SOCK(Addrinfo.socktype(ai)),
        new IPPROTO(Addrinfo.protocol(ai)),
        scope == 0
            ? addr
            : SockAddr.inet6(addr.addressBytes(), addr.port(), addr.flowinfo(), scope),
        Pointers.text(Addrinfo.canonname(ai)));
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "NULL" : "\"" + Escapes.shown(text) + "\"";
  }

  private static void checkType(SOCK type) {
    if (!type.equals(type.type())) {
      throw new IllegalArgumentException(
          "type " + type + " has flags; a lookup takes a type without them");
    }
  }

  /**
   * {@code getnameinfo(ai_addr, flags)}: the names of this address, as {@link
   * NameInfo#getnameinfo}.
   *
   * @param flags {@link NI} flags, combined with {@code |}
   */
  public NameInfo nameinfo(int flags) throws AddrInfoException, InterruptedIOException {
    return NameInfo.getnameinfo(addr, flags);
  }

  /**
   * The hints of a lookup: which results are wanted. Immutable: each method that sets one returns
   * new hints.
   *
   * {@snippet :
   * var hints = AddrInfo.Hints.of().family(AF.INET6).type(SOCK.DGRAM).flags(AI.PASSIVE);
   * }
   */
  public static final class Hints {
    private static final Hints NONE = new Hints(0, AF.UNSPEC, new SOCK(0), IPPROTO.IP, false);

    private final int flags;
    private final AF family;
    private final SOCK type;
    private final IPPROTO protocol;
    private final boolean lenient;

    private Hints(int flags, AF family, SOCK type, IPPROTO protocol, boolean lenient) {
      this.flags = flags;
      this.family = family;
      this.type = type;
      this.protocol = protocol;
      this.lenient = lenient;
    }

    /** Hints that restrict nothing: any family, type and protocol, no flags, not lenient. */
    public static Hints of() {
      return NONE;
    }

    /** {@code ai_flags}: {@link AI} flags; 0 for none. */
    public int flags() {
      return flags;
    }

    /** {@code ai_family}; {@link AF#UNSPEC} for any. */
    public AF family() {
      return family;
    }

    /** {@code ai_socktype}, without flags; {@code new SOCK(0)} for any. */
    public SOCK type() {
      return type;
    }

    /** {@code ai_protocol}; {@link IPPROTO#IP}, which is 0, for any. */
    public IPPROTO protocol() {
      return protocol;
    }

    /** Whether the host is passed to the C library unchecked. */
    public boolean lenient() {
      return lenient;
    }

    /** These hints with {@link AI} flags, combined with {@code |}, in place of the former ones. */
    public Hints flags(int flags) {
      return new Hints(flags, family, type, protocol, lenient);
    }

    /** These hints for one family; {@link AF#UNSPEC} for any. */
    public Hints family(AF family) {
      return new Hints(flags, family, type, protocol, lenient);
    }

    /**
     * These hints for one type of socket.
     *
     * @throws IllegalArgumentException if {@code type} has flags
     */
    public Hints type(SOCK type) {
      checkType(type);
      return new Hints(flags, family, type, protocol, lenient);
    }

    /** These hints for one protocol. */
    public Hints protocol(IPPROTO protocol) {
      return new Hints(flags, family, type, protocol, lenient);
    }

    /**
     * These hints, with the host interpreted as in C: every form of {@code inet_aton(3)}, {@code
     * 127.1} as {@code 127.0.0.1}; any length; any character except NUL and half a surrogate pair,
     * which cannot be encoded. Do not use it for hosts from untrusted input: these forms bypass
     * filters that check for the usual form only. The service is still checked.
     *
     * @param lenient whether the C library interprets the host unchecked
     */
    public Hints lenient(boolean lenient) {
      return new Hints(flags, family, type, protocol, lenient);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Hints hints && values().equals(hints.values());
    }

    @Override
    public int hashCode() {
      return values().hashCode();
    }

    @Override
    public String toString() {
      return String.format(
          "Hints[flags=0x%x, family=%s, type=%s, protocol=%s, lenient=%s]", values().toArray());
    }

    private List<Object> values() {
      return List.of(flags, family, type, protocol, lenient);
    }
  }
}
