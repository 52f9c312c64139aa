package org.llsocket;

import static java.lang.foreign.ValueLayout.ADDRESS;

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
 * {@code struct addrinfo}: an address, and the socket to open for it.
 *
 * {@snippet :
 * for (AddrInfo ai : AddrInfo.getaddrinfo("localhost", "http", Hints.of().type(SOCK.STREAM))) {
 *   try (var socket = Socket.open(ai.family(), ai.type(), ai.protocol())) {
 *     socket.connect(ai.addr());
 *   }
 * }
 * }
 *
 * <p>Immutable, but for an address of the kind that calls fill, of which a copy is taken.
 *
 * @param family {@code ai_family}
 * @param type {@code ai_socktype}, without flags
 * @param protocol {@code ai_protocol}
 * @param addr {@code ai_addr}
 * @param canonname {@code ai_canonname}: the host's canonical name, in the first result of a lookup
 *     with {@link AI#CANONNAME}; else null
 * @see <a href="https://man7.org/linux/man-pages/man3/getaddrinfo.3.html">getaddrinfo(3)</a>
 */
public record AddrInfo(
    AF family, SOCK type, IPPROTO protocol, SockAddr addr, @Nullable String canonname) {

  /** Makes one of its parts; the type may not have flags. */
  public AddrInfo {
    addr = addr.copy();
    checkType(type);
  }

  /** An address that is known already, with the socket to open for it. */
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
   * <p>What the C library would misread is refused before the call, as an {@link
   * IllegalArgumentException} that says why:
   *
   * <ul>
   *   <li>a NUL in either, where C's strings end;
   *   <li>an IPv4 address that is not four decimal numbers, such as {@code 127.1}, {@code
   *       0x7f000001} or {@code 0177.0.0.1}; {@link Hints#lenient()} permits them;
   *   <li>a port over 65535 or with a sign, a blank or a leading zero;
   *   <li>a name over 253 bytes, with a label over 63 bytes or an empty one, or with other
   *       characters than letters, digits, {@code -}, {@code _} and {@code .};
   *   <li>an IPv6 address in brackets, or with a scope that is no interface here.
   * </ul>
   *
   * <p>A host in other characters than ASCII is converted by {@link java.net.IDN}, which follows
   * RFC 3490, unless {@link AI#IDN} leaves it to the C library. The scope of an IPv6 address may be
   * an interface's name or index whatever the address is, as in {@link SockAddr#inet6(String,
   * int)}; glibc itself takes a name behind link-local ones only. A canonical name is without the
   * scope.
   *
   * <p>With the family {@link AF#UNIX}, of which {@code getaddrinfo} knows nothing, the host is a
   * path, or behind a NUL an abstract name, and there is one result, of type {@link SOCK#STREAM}
   * where the hints do not tell.
   *
   * <p>The call may wait for a name server, by default up to half a minute. A platform thread
   * cannot be interrupted in it. A virtual thread parks meanwhile, and can.
   *
   * @param host a name or a numeric address; null for this machine: loopback, or with {@link
   *     AI#PASSIVE} the addresses to bind to
   * @param service a port, 0–65535, or a service's name as in services(5); null for port 0
   * @param hints what is wanted
   * @return one or more results; the list cannot be changed
   * @throws AddrInfoException with the {@link EAI} code if nothing is found, or the hints are wrong
   * @throws InterruptedIOException if this virtual thread is interrupted; it stays so
   */
  public static List<AddrInfo> getaddrinfo(
      @Nullable String host, @Nullable String service, Hints hints)
      throws AddrInfoException, InterruptedIOException {
    if (hints.family().equals(AF.UNIX)) {
      return List.of(unix(host, service, hints));
    }
    String checked = host == null ? null : HostText.check(host, hints);
    int scope = checked == null || hints.lenient() ? 0 : HostText.scope(checked);
    String cHost = checked == null || scope == 0 ? checked : HostText.withoutScope(checked);
    String cService = service == null ? null : Ports.checkService(service);
    boolean numeric =
        (cHost == null || HostText.isNumeric(cHost))
            && (cService == null || Ports.isNumber(cService));
    return Lookup.run(
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

  private static Lookup<List<AddrInfo>> lookUp(
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
          ? Lookup.found(take(res.get(ADDRESS, 0), scope))
          : Lookup.failed(code, frame);
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
    SockAddr addr = SockAddr.read(Pointers.bytes(Addrinfo.addr(ai), length), length);
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
    return text == null ? "NULL" : "\"" + HostText.shown(text) + "\"";
  }

  private static void checkType(SOCK type) {
    if (!type.equals(type.type())) {
      throw new IllegalArgumentException("a type without flags is wanted, not " + type);
    }
  }

  /**
   * {@code getnameinfo(ai_addr, flags)}: the names of this address, as {@link
   * NameInfo#getnameinfo}.
   *
   * @param flags {@link NI} flags
   */
  public NameInfo nameinfo(int flags) throws AddrInfoException, InterruptedIOException {
    return NameInfo.getnameinfo(addr, flags);
  }

  /**
   * The hints of a lookup: what results are wanted. Immutable: each method that sets one makes new
   * hints.
   *
   * @param flags {@code ai_flags}: {@link AI} flags
   * @param family {@code ai_family}; {@link AF#UNSPEC} for any
   * @param type {@code ai_socktype}, without flags; number 0 for any
   * @param protocol {@code ai_protocol}; {@link IPPROTO#IP}, which is 0, for any
   * @param lenient whether the host may be whatever the C library takes for one
   */
  public record Hints(int flags, AF family, SOCK type, IPPROTO protocol, boolean lenient) {
    private static final Hints NONE = new Hints(0, AF.UNSPEC, new SOCK(0), IPPROTO.IP, false);

    /** Makes hints; the type may not have flags. */
    public Hints {
      checkType(type);
    }

    /** Hints that ask for nothing: any family, type and protocol, no flags, strict. */
    public static Hints of() {
      return NONE;
    }

    /** These hints with these {@link AI} flags, combined with {@code |}, and no others. */
    public Hints flags(int flags) {
      return new Hints(flags, family, type, protocol, lenient);
    }

    /** These hints for one family. */
    public Hints family(AF family) {
      return new Hints(flags, family, type, protocol, lenient);
    }

    /** These hints for one type of socket, which may not have flags. */
    public Hints type(SOCK type) {
      return new Hints(flags, family, type, protocol, lenient);
    }

    /** These hints for one protocol. */
    public Hints protocol(IPPROTO protocol) {
      return new Hints(flags, family, type, protocol, lenient);
    }

    /**
     * These hints, and the host as C takes it: every form of {@code inet_aton(3)}, {@code 127.1} as
     * {@code 127.0.0.1}, any length and any character but NUL and half a surrogate pair, which has
     * no bytes. It is not for a host that comes from outside: such forms pass filters that know the
     * usual one. The service is checked all the same.
     *
     * @param lenient whether to take it so
     */
    public Hints lenient(boolean lenient) {
      return new Hints(flags, family, type, protocol, lenient);
    }
  }
}
