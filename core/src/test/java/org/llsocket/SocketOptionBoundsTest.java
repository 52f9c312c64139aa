package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.option.Option;
import org.llsocket.testing.Capability;

/** Options whose values hold addresses: none lets the kernel write outside of the value. */
@ExtendWith(LeakCheck.class)
class SocketOptionBoundsTest {
  private static final Path HEADERS = Path.of("/usr/include/linux");

  /** Headers that are about options of sockets. */
  private static final Pattern ABOUT_OPTIONS =
      Pattern.compile(
          "sockopt|socket option|_SO_[GS]ET_|\\bSOL_[A-Z]+\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern STRUCT = Pattern.compile("struct\\s+(\\w+)\\s*\\{");

  private static final Pattern POINTER =
      Pattern.compile(
          "\\*\\s*(\\w+)\\s*;|(?:__u64|__aligned_u64|unsigned long|uint64_t)\\s+(?:__\\w+ )*"
              + "(\\w*(?:addr|ptr|address|base|subflow_info|tcp_info)\\w*)\\s*(?:__\\w+\\(.*\\))?;");

  /** Fields of the kernel's headers that hold addresses: the option that is refused, or why not. */
  private static final Map<String, String> KNOWN =
      """
      tcp_zerocopy_receive.address TCP_ZEROCOPY_RECEIVE
      tcp_zerocopy_receive.copybuf_address TCP_ZEROCOPY_RECEIVE
      tcp_zerocopy_receive.msg_control TCP_ZEROCOPY_RECEIVE
      mptcp_full_info.subflow_info MPTCP_FULL_INFO
      mptcp_full_info.tcp_info MPTCP_FULL_INFO
      xdp_umem_reg.addr XDP_UMEM_REG
      rds_get_mr_args.cookie_addr RDS_GET_MR
      rds_get_mr_for_dest_args.cookie_addr RDS_GET_MR_FOR_DEST
      ipt_replace.counters IPT_SO_SET_REPLACE
      ip6t_replace.counters IP6T_SO_SET_REPLACE
      arpt_replace.counters ARPT_SO_SET_REPLACE
      ebt_replace.counters EBT_SO_SET_ENTRIES
      ebt_replace.entries EBT_SO_GET_ENTRIES
      ebt_replace_kernel.counters - the kernel's own
      ebt_replace_kernel.entries - the kernel's own
      ebt_entry_match.match - the kernel's own, where the value has a name
      ebt_entry_watcher.watcher - the kernel's own, where the value has a name
      ebt_entry_target.target - the kernel's own, where the value has a name
      xt_entry_match.match - the kernel's own, where the value has a name
      xt_entry_target.target - the kernel's own, where the value has a name
      sctp_getaddrs_old.addrs - addresses to connect to, which are only read
      sock_fprog.filter - instructions, which are only read
      atmif_sioc.arg - of an ioctl
      btf_ptr.ptr - of a function for BPF programs
      xdp_desc.addr - an offset, in a ring
      rds_iovec.addr - of a control message
      rds_rdma_args.local_vec_addr - of a control message
      rds_atomic_args.local_addr - of a control message
      rds_atomic_args.remote_addr - of a control message
      """
          .lines()
          .map(line -> line.split(" ", 2))
          .collect(Collectors.toMap(words -> words[0], words -> words[1]));

  static List<SocketOptionBounds.Refused> refused() {
    return SocketOptionBounds.REFUSED;
  }

  @Test
  void headers_everyAddressInAValue_isKnown() throws IOException {
    Capability.C_COMPILER.require(); // comes with the headers
    Set<String> found = new TreeSet<>();
    try (Stream<Path> headers = Files.walk(HEADERS)) {
      for (Path header : headers.filter(each -> each.toString().endsWith(".h")).toList()) {
        String text = Files.readString(header, StandardCharsets.ISO_8859_1);
        if (ABOUT_OPTIONS.matcher(text).find()) {
          addPointers(text, found);
        }
      }
    }
    assertThat(found).as("what the headers have").contains("tcp_zerocopy_receive.address");
    found.removeAll(KNOWN.keySet());
    assertThat(found).as("addresses in values that nothing is known of").isEmpty();
    for (String option : KNOWN.values()) {
      if (!option.startsWith("-")) {
        assertThat(refused()).anyMatch(each -> each.option().equals(option));
      }
    }
  }

  private static void addPointers(String header, Set<String> found) {
    String text = header.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("#(?:.*\\\\\n)*.*\n", "\n");
    Matcher struct = STRUCT.matcher(text);
    while (struct.find()) {
      int end = struct.end();
      for (int depth = 1; depth > 0 && end < text.length(); end++) {
        depth += text.charAt(end) == '{' ? 1 : text.charAt(end) == '}' ? -1 : 0;
      }
      Matcher field = POINTER.matcher(text.substring(struct.end(), end));
      while (field.find()) {
        String name = field.group(1) == null ? field.group(2) : field.group(1);
        found.add(struct.group(1) + "." + name);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void call_withAValueThatPoints_isRefusedBeforeIt(SocketOptionBounds.Refused option)
      throws Exception {
    int level = option.levelNumber();
    int number = option.number();
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      for (MemorySegment value :
          List.of(MemorySegment.ofArray(new byte[512]), Arena.ofAuto().allocate(512, 8))) {
        assertThatThrownBy(
                () -> {
                  if (option.call().equals("getsockopt")) {
                    socket.getsockopt(level, number, value);
                  } else {
                    socket.setsockopt(level, number, value);
                  }
                })
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessageStartingWith(option.option() + ": ");
      }
      if (option.call().equals("setsockopt")) {
        assertThatThrownBy(
                () -> socket.set(Option.define("MINE", level, number).bytes(512), new byte[512]))
            .isInstanceOf(UnsupportedOperationException.class);
      }
    }
  }
}
