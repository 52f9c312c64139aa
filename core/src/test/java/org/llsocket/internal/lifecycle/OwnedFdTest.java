package org.llsocket.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.llsocket.internal.platform.Platform;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Libc;

class OwnedFdTest {
  private static final int F_GETFD = Platform.number("F_GETFD");

  @BeforeAll
  static void prepare() {
    assertThat(PreClose.prepare()).isZero();
  }

  private static OwnedFd open() {
    return new OwnedFd(Libc.memfd(), new OpenFileDescription(false));
  }

  private static boolean isTaken(OwnedFd fd) {
    return Libc.tryCall("fcntl", fd.number(), F_GETFD) >= 0;
  }

  @Test
  void close_nobodyInside_closesAtOnceAndOnce() throws Exception {
    OwnedFd fd = open();
    fd.release(fd.acquire());
    assertThat(fd.isOpen()).isTrue();
    assertThat(fd.close()).isZero();
    assertThat(fd.isOpen()).isFalse();
    assertThat(fd.close()).isZero();
    assertThatThrownBy(fd::acquire).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(fd::detach).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void close_callInside_keepsTheNumberUntilTheCallLeaves() throws Exception {
    OwnedFd fd = open();
    CallFrame frame = fd.acquire();
    assertThat(Blocked.start(fd::close).get()).isZero();
    assertThat(fd.isOpen()).isFalse();
    assertThat(isTaken(fd)).as("the dead file holds the number").isTrue();
    assertThatThrownBy(fd::acquire).isInstanceOf(ClosedChannelException.class);
    fd.release(frame);
    assertThat(fd.close()).isZero();
  }

  @Test
  void close_byTheThreadThatIsInside_endsWithItsLeave() throws Exception {
    OwnedFd fd = open();
    CallFrame frame = fd.acquire();
    assertThat(fd.close()).isZero();
    assertThat(isTaken(fd)).isTrue();
    fd.release(frame);
    assertThat(fd.close()).isZero();
  }

  /** A registration whose end runs out of memory a number of times. */
  private static final class Failing extends EpollRegistration {
    private int failures;

    Failing(int failures) {
      super(new Object());
      this.failures = failures;
    }

    @Override
    protected int register(CallFrame frame) {
      return 0;
    }

    @Override
    protected void deregister(CallFrame frame) {
      if (failures > 0) {
        failures--;
        throw new OutOfMemoryError();
      }
    }
  }

  @Test
  void close_memoryEndsHalfWay_theNextOneEndsIt() throws Exception {
    OwnedFd fd = open();
    CallFrame frame = CallFrame.current();
    assertThat(fd.register(new Failing(0), frame)).isZero();
    assertThat(fd.register(new Failing(2), frame)).isZero();
    frame.done();
    assertThatThrownBy(fd::close).isInstanceOf(OutOfMemoryError.class);
    assertThat(fd.isOpen()).isFalse();
    assertThat(isTaken(fd)).isTrue();
    assertThatThrownBy(fd::close).isInstanceOf(OutOfMemoryError.class);
    assertThat(fd.isClosed()).isFalse();
    assertThat(fd.close()).isZero();
    assertThat(fd.isClosed()).isTrue();
  }

  @Test
  void close_memoryEndsHalfWay_aCallThatLeavesDoesNotEndIt() throws Exception {
    OwnedFd fd = open();
    CallFrame frame = fd.acquire();
    assertThat(fd.register(new Failing(1), frame)).isZero();
    assertThatThrownBy(fd::close).isInstanceOf(OutOfMemoryError.class);
    fd.release(frame);
    assertThat(fd.isClosed()).as("the registration still needs the fd").isFalse();
    assertThat(fd.close()).isZero();
    assertThat(fd.isClosed()).isTrue();
  }

  @Test
  void close_memoryEndedHalfWay_theCollectorEndsIt() {
    OwnedFd fd = abandoned();
    Blocked.until(
        "the fd is closed",
        () -> {
          System.gc();
          return fd.isClosed();
        });
  }

  private static OwnedFd abandoned() {
    OwnedFd fd = open();
    fd.closeWith(new Object());
    CallFrame frame = CallFrame.current();
    assertThat(fd.register(new Failing(2), frame)).isZero();
    frame.done();
    assertThatThrownBy(fd::close).isInstanceOf(OutOfMemoryError.class);
    return fd;
  }

  @Test
  void close_numberNotOpen_isReported() {
    assertThat(new OwnedFd(-1, new OpenFileDescription(false)).close())
        .isEqualTo(-Platform.number("EBADF"));
  }

  @Test
  void detach_whileInUse_isRefused() throws Exception {
    OwnedFd fd = open();
    CallFrame frame = fd.acquire();
    assertThatIllegalStateException()
        .isThrownBy(fd::detach)
        .withMessage("fd " + fd.number() + " is in use by 1 calls");
    fd.release(frame);
    int number = fd.detach();
    assertThat(fd.close()).isZero();
    assertThat(Libc.call("fcntl", number, F_GETFD)).isNotNegative();
    Libc.call("close", number);
  }
}
