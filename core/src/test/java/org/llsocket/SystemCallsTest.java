package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.programs.ConversationProgram;
import org.llsocket.programs.RoundTripsProgram;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Cc;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Command;

/** The kernel sees of a conversation through this library what it sees of the same in C. */
class SystemCallsTest {
  private static final String MARK = ", SOL_SOCKET, 0x270f";
  private static final Pattern CALL = Pattern.compile("(\\d+) +(\\w+)\\(.*");

  /** Those of the JVM itself, at any time. */
  private static final Set<String> OF_THE_JVM =
      Set.of(
          "futex", "mmap", "munmap", "mprotect", "madvise", "brk", "sched_yield", "rt_sigreturn");

  private static final String IN_C =
      """
      #define _GNU_SOURCE
      #include <fcntl.h>
      #include <netinet/in.h>
      #include <sys/epoll.h>
      #include <sys/socket.h>
      #include <sys/uio.h>
      #include <unistd.h>

      static char bytes[64], one[1], control[256];
      static struct sockaddr_in any = {AF_INET}, self, from;
      static socklen_t length = sizeof self;
      static int number = 65536, on = 1;

      static void stream(int epoll) {
        int fd[2];
        struct iovec parts[] = {{bytes, 64}, {one, 1}};
        struct epoll_event event = {EPOLLIN, {0}};
        socklen_t n = sizeof number;
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd);
        setsockopt(fd[0], SOL_SOCKET, SO_SNDBUF, &number, n);
        getsockopt(fd[0], SOL_SOCKET, SO_SNDBUF, &number, &n);
        send(fd[0], bytes, 64, MSG_NOSIGNAL);
        recv(fd[1], bytes, 64, 0);
        writev(fd[0], parts, 2);
        readv(fd[1], parts, 2);
        send(fd[0], bytes, 64, MSG_NOSIGNAL | MSG_DONTWAIT);
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd[1], &event);
        epoll_wait(epoll, &event, 1, 0);
        epoll_ctl(epoll, EPOLL_CTL_DEL, fd[1], &event);
        recv(fd[1], bytes, 64, 0);
        recv(fd[1], bytes, 64, MSG_DONTWAIT);
        fcntl(fd[1], F_SETFL, fcntl(fd[1], F_GETFL) | O_NONBLOCK);
        recv(fd[1], bytes, 64, 0);
        close(fd[0]);
        recv(fd[1], bytes, 64, 0);
        close(fd[1]);
      }

      static void datagrams(void) {
        struct iovec part = {bytes, 64};
        struct msghdr message = {&self, sizeof self, &part, 1, 0, 0, 0};
        int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        bind(fd, (struct sockaddr *) &any, sizeof any);
        getsockname(fd, (struct sockaddr *) &self, &length);
        sendto(fd, bytes, 64, MSG_NOSIGNAL, (struct sockaddr *) &self, sizeof self);
        recvfrom(fd, bytes, 64, 0, (struct sockaddr *) &from, &length);
        setsockopt(fd, IPPROTO_IP, IP_RECVTTL, &on, sizeof on);
        sendmsg(fd, &message, MSG_NOSIGNAL);
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        recvmsg(fd, &message, MSG_CMSG_CLOEXEC);
        close(fd);
      }

      static void connection(void) {
        int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        bind(listener, (struct sockaddr *) &any, sizeof any);
        listen(listener, 1);
        getsockname(listener, (struct sockaddr *) &self, &length);
        int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        connect(client, (struct sockaddr *) &self, sizeof self);
        int server = accept4(listener, (struct sockaddr *) &from, &length, SOCK_CLOEXEC);
        shutdown(client, SHUT_WR);
        recv(server, bytes, 64, 0);
        close(server);
        close(client);
        close(listener);
      }

      int main(void) {
        int epoll = epoll_create1(EPOLL_CLOEXEC);
        any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        getsockopt(0, SOL_SOCKET, 9999, bytes, &length);
        stream(epoll);
        datagrams();
        connection();
        getsockopt(0, SOL_SOCKET, 9999, bytes, &length);
        return 0;
      }
      """;

  @TempDir private Path folder;

  @Test
  void conversation_inWhichNothingWaits_makesTheSystemCallsOfC() throws IOException {
    Capability.STRACE.require();
    Capability.C_COMPILER.require();
    List<String> ours = calls(ChildJvm.of(ConversationProgram.class).command());
    List<String> cs = calls(List.of(new Cc(folder).compile(IN_C).toString()));
    assertThat(cs).hasSize(40);
    assertThat(ours).isEqualTo(cs);
  }

  /** A receive that finds nothing is one that the C program does not make. */
  @ParameterizedTest
  @ValueSource(strings = {"platform", "virtual"})
  void roundTrips_eachReceiveWaits_fewFindNothing(String threads) throws IOException {
    Path log = folder.resolve("strace");
    ChildJvm program = ChildJvm.of(RoundTripsProgram.class).arguments(threads);
    program.underStrace("-e", "trace=recvfrom", "-o", log.toString());
    assertThat(program.output()).isEmpty();

    List<String> lines = Files.readAllLines(log);

    assertThat(lines).hasSizeGreaterThan(2 * RoundTripsProgram.ROUNDS);
    assertThat(lines)
        .filteredOn(each -> each.contains("EAGAIN"))
        .hasSizeLessThan(RoundTripsProgram.ROUNDS / 4);
  }

  /** The names of the calls between the last two marks, of the thread that made these. */
  private List<String> calls(List<String> command) throws IOException {
    Path log = folder.resolve("strace");
    List<String> traced = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", log.toString()));
    traced.addAll(command);
    assertThat(Command.output(traced)).isEmpty();
    List<String> between = List.of();
    List<String> names = new ArrayList<>();
    String thread = "";
    for (String line : Files.readAllLines(log)) {
      Matcher call = CALL.matcher(line);
      if (line.contains(MARK) && call.matches()) {
        thread = call.group(1);
        between = names;
        names = new ArrayList<>();
      } else if (call.matches()
          && call.group(1).equals(thread)
          && !OF_THE_JVM.contains(call.group(2))) {
        names.add(call.group(2));
      }
    }
    return between;
  }
}
