package org.llsocket.internal.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Cc;

/**
 * How {@link Downcalls} calls functions, done in C with musl: there is no JDK for musl that tests
 * could fetch. Every argument is a 64-bit number, pins stand behind the arguments, and structs have
 * the kernel's layout, in which musl declares some fields as an int and padding.
 */
class MuslTest {
  private static final String PROGRAM =
      """
      #define _GNU_SOURCE
      #include <errno.h>
      #include <pthread.h>
      #include <signal.h>
      #include <stdint.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <sys/socket.h>
      #include <sys/uio.h>
      #include <unistd.h>

      struct header { uint64_t name; uint32_t namelen, pad; uint64_t iov, iovlen, control, controllen;
                      uint32_t flags, pad2; };
      struct batch { struct header header; uint32_t len, pad; };
      struct rights { uint64_t len; int32_t level, type; int32_t fds[254]; };

      typedef long (*function)(long, long, long, long, long, long, long, long, long, long, long);

      static long call(void *f, long a, long b, long c, long d, long e) {
        long result = ((function) f)(a, b, c, d, e, 0, 0, ~0L, ~0L, ~0L, ~0L);
        return (int) result == -1 ? -errno : result;
      }

      static int pair[2];

      static void rights(int count) {
        char byte = 'x';
        struct iovec iov = {&byte, 1};
        struct rights sent = {16 + 4 * count, SOL_SOCKET, SCM_RIGHTS}, got = {0};
        for (int i = 0; i < count; i++) sent.fds[i] = pair[0];
        struct header message = {0, 0, 0, (uint64_t) &iov, 1, (uint64_t) &sent, (sent.len + 7) & ~7ul};
        struct header answer = {0, 0, 0, (uint64_t) &iov, 1, (uint64_t) &got, sizeof got};
        long n = (int) call(sendmsg, pair[0], (long) &message, 0, 0, 0);
        printf("sendmsg of %d: %ld\\n", count, n);
        if (n < 0) return;
        n = (int) call(recvmsg, pair[1], (long) &answer, MSG_CMSG_CLOEXEC, 0, 0);
        printf("recvmsg: %ld, %d descriptors\\n", n, (int) (got.len - 16) / 4);
        for (int i = 0; i < count; i++) call(close, got.fds[i], 0, 0, 0, 0);
      }

      static void batch(void) {
        char bytes[2] = {'a', 'b'};
        struct iovec iov[2] = {{bytes, 1}, {bytes + 1, 1}};
        struct batch messages[2] = {{{0, 0, 0, (uint64_t) iov, 1}}, {{0, 0, 0, (uint64_t) (iov + 1), 1}}};
        printf("sendmmsg: %d\\n", (int) call(sendmmsg, pair[0], (long) messages, 2, 0, 0));
        printf("recvmmsg: %d of %u and %u\\n", (int) call(recvmmsg, pair[1], (long) messages, 2, 0, 0),
               messages[0].len, messages[1].len);
      }

      static void *blocked(void *unused) {
        char byte;
        printf("recv: %d\\n", (int) call(recv, pair[1], (long) &byte, 1, 0, 0));
        exit(0);
      }

      int main(void) {
        setvbuf(stdout, NULL, _IONBF, 0);
        printf("socketpair: %d\\n", (int) call(socketpair, AF_UNIX, SOCK_DGRAM, 0, (long) pair, 0));
        rights(1);
        rights(252);
        rights(253);
        batch();
        struct sigaction action = {.sa_handler = (void (*)(int)) getpid};
        printf("sigaction: %d\\n", (int) call(sigaction, 60, (long) &action, 0, 0, 0));
        pthread_t thread;
        pthread_create(&thread, NULL, blocked, NULL);
        for (;;) {
          call(pthread_kill, (long) thread, 60, 0, 0, 0);
          call(usleep, 1000, 0, 0, 0, 0);
        }
      }
      """;

  @TempDir Path directory;

  @Test
  void call_argumentsAsNumbersAndPins_reachMuslAsTheyAre() throws Exception {
    Capability.C_COMPILER_MUSL.require();
    assertThat(Cc.musl(directory).run(PROGRAM).lines().toList())
        .startsWith(
            "socketpair: 0",
            "sendmsg of 1: 1",
            "recvmsg: 1, 1 descriptors",
            "sendmsg of 252: 1",
            "recvmsg: 1, 252 descriptors")
        .containsAnyOf("sendmsg of 253: -12", "recvmsg: 1, 253 descriptors")
        .endsWith("sendmmsg: 2", "recvmmsg: 2 of 1 and 1", "sigaction: 0", "recv: -4");
  }
}
