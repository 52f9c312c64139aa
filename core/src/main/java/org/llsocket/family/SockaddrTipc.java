package org.llsocket.family;

import java.util.List;
import java.util.function.Predicate;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct sockaddr_tipc}: an address in a TIPC cluster: a service, a range of services, or
 * one socket.
 *
 * {@snippet :
 * Socket server = Socket.open(AF.TIPC, SOCK.SEQPACKET);
 * server.bind(SockAddr.of(new SockaddrTipc.Range(18888, 0, 99, TIPC.CLUSTER_SCOPE)));
 * client.connect(SockAddr.of(new SockaddrTipc.Service(18888, 17, 0, 0)));
 * }
 *
 * <p>{@code addrtype} decides which of the three an address is. {@code scope} is signed in C: a
 * negative one withdraws a binding.
 *
 * @see <a href="https://docs.kernel.org/networking/tipc.html">TIPC</a>
 */
public interface SockaddrTipc extends FamilyAddr {
  /** {@code scope}: {@code TIPC_CLUSTER_SCOPE} or {@code TIPC_NODE_SCOPE}; 0 for none. */
  int scope();

  private static void checkScope(int scope) {
    if (scope != (byte) scope) {
      throw new IllegalArgumentException("scope: " + scope + " is not -128–127");
    }
  }

  /** The scope in text: the bits of the signed byte. */
  private static List<TextField> scopeField() {
    return List.of(NumberField.decimal("scope", "scope"));
  }

  /** Whether {@code addrtype} is this one. */
  private static Predicate<byte[]> ofType(String addrtype) {
    int offset = Platform.struct("sockaddr_tipc").offset("addrtype");
    return sockaddr -> sockaddr[offset] == Platform.number(addrtype);
  }

  private static Fields begin(Fields struct, String addrtype, int scope) {
    return struct.set("addrtype", Platform.number(addrtype)).set("scope", scope);
  }

  /**
   * {@code TIPC_SERVICE_ADDR}: one instance of a service. Text: {@code tipc-service:TYPE:INSTANCE},
   * then {@code domain} and {@code scope} if they are set.
   *
   * @param type the type of the service
   * @param instance the instance
   * @param domain the node to look it up at; 0 for the whole cluster
   * @param scope {@code TIPC_CLUSTER_SCOPE} or {@code TIPC_NODE_SCOPE}; 0 for none
   */
  record Service(int type, int instance, int domain, int scope) implements SockaddrTipc {
    static final Format<Service> FORMAT =
        new Format<>(
                "tipc-service",
                "AF_TIPC",
                "sockaddr_tipc",
                new Format.Mapping<>(Service::read, Service::write),
                List.of(
                    NumberField.decimal("type", "addr.name.name.type"),
                    NumberField.decimal("instance", "addr.name.name.instance")),
                List.of(NumberField.hex("domain", "addr.name.domain"), scopeField().getFirst()))
            .only(ofType("TIPC_SERVICE_ADDR"));

    /**
     * Checks the scope.
     *
     * @throws IllegalArgumentException if {@code scope} is outside -128–127
     */
    public Service {
      checkScope(scope);
    }

    private static Service read(Fields struct) {
      return new Service(
          struct.getInt("addr.name.name.type"),
          struct.getInt("addr.name.name.instance"),
          struct.getInt("addr.name.domain"),
          (byte) struct.getInt("scope"));
    }

    private void write(Fields struct) {
      begin(struct, "TIPC_SERVICE_ADDR", scope)
          .set("addr.name.name.type", type)
          .set("addr.name.name.instance", instance)
          .set("addr.name.domain", domain);
    }

    @Override
    public byte[] toBytes() {
      return FORMAT.write(this);
    }

    @Override
    public String toString() {
      return FORMAT.text(this);
    }
  }

  /**
   * {@code TIPC_SERVICE_RANGE}: instances of a service, to bind to or to multicast to. Text: {@code
   * tipc-range:TYPE:LOWER:UPPER}, then {@code scope} if it is set.
   *
   * @param type the type of the service
   * @param lower the first instance
   * @param upper the last instance
   * @param scope {@code TIPC_CLUSTER_SCOPE} or {@code TIPC_NODE_SCOPE}; 0 for none
   */
  record Range(int type, int lower, int upper, int scope) implements SockaddrTipc {
    static final Format<Range> FORMAT =
        new Format<>(
                "tipc-range",
                "AF_TIPC",
                "sockaddr_tipc",
                new Format.Mapping<>(Range::read, Range::write),
                List.of(
                    NumberField.decimal("type", "addr.nameseq.type"),
                    NumberField.decimal("lower", "addr.nameseq.lower"),
                    NumberField.decimal("upper", "addr.nameseq.upper")),
                scopeField())
            .only(ofType("TIPC_SERVICE_RANGE"));

    /**
     * Checks the scope.
     *
     * @throws IllegalArgumentException if {@code scope} is outside -128–127
     */
    public Range {
      checkScope(scope);
    }

    private static Range read(Fields struct) {
      return new Range(
          struct.getInt("addr.nameseq.type"),
          struct.getInt("addr.nameseq.lower"),
          struct.getInt("addr.nameseq.upper"),
          (byte) struct.getInt("scope"));
    }

    private void write(Fields struct) {
      begin(struct, "TIPC_SERVICE_RANGE", scope)
          .set("addr.nameseq.type", type)
          .set("addr.nameseq.lower", lower)
          .set("addr.nameseq.upper", upper);
    }

    @Override
    public byte[] toBytes() {
      return FORMAT.write(this);
    }

    @Override
    public String toString() {
      return FORMAT.text(this);
    }
  }

  /**
   * {@code TIPC_SOCKET_ADDR}: one socket of a node. Text: {@code tipc-socket:REF:NODE}, then {@code
   * scope} if it is set.
   *
   * @param ref the port of the socket
   * @param node the node's number
   * @param scope not used by the kernel; 0
   */
  record Port(int ref, int node, int scope) implements SockaddrTipc {
    static final Format<Port> FORMAT =
        new Format<>(
                "tipc-socket",
                "AF_TIPC",
                "sockaddr_tipc",
                new Format.Mapping<>(Port::read, Port::write),
                List.of(
                    NumberField.decimal("ref", "addr.id.ref"),
                    NumberField.hex("node", "addr.id.node")),
                scopeField())
            .only(ofType("TIPC_SOCKET_ADDR"));

    /**
     * Checks the scope.
     *
     * @throws IllegalArgumentException if {@code scope} is outside -128–127
     */
    public Port {
      checkScope(scope);
    }

    private static Port read(Fields struct) {
      return new Port(
          struct.getInt("addr.id.ref"),
          struct.getInt("addr.id.node"),
          (byte) struct.getInt("scope"));
    }

    private void write(Fields struct) {
      begin(struct, "TIPC_SOCKET_ADDR", scope).set("addr.id.ref", ref).set("addr.id.node", node);
    }

    @Override
    public byte[] toBytes() {
      return FORMAT.write(this);
    }

    @Override
    public String toString() {
      return FORMAT.text(this);
    }
  }
}
