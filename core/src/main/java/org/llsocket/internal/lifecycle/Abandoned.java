package org.llsocket.internal.lifecycle;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Closes a descriptor that nobody closed once its owner has become unreachable, and says so: with
 * {@code -Dllsocket.track=true} each time, with where the descriptor was opened; otherwise once,
 * for remembering that would cost every descriptor a stack trace.
 */
final class Abandoned implements Runnable {
  private static final boolean TRACK = Boolean.getBoolean("llsocket.track");
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private static final Cleaner CLEANER =
      Cleaner.create(
          Thread.ofPlatform()
              .daemon()
              .inheritInheritableThreadLocals(false)
              .name("llsocket-cleaner")
              .factory());

  private final OwnedFd fd;
  private final @Nullable Throwable opened;

  private Abandoned(OwnedFd fd, @Nullable Throwable opened) {
    this.fd = fd;
    this.opened = opened;
  }

  /** Watches over {@code owner}, whose descriptor is {@code fd}; cleaning it ends that. */
  static Cleaner.Cleanable watch(Object owner, OwnedFd fd) {
    Throwable opened = TRACK ? new Throwable("opened here") : null;
    return CLEANER.register(owner, new Abandoned(fd, opened));
  }

  /** Closed or released, there is nothing to do. */
  @Override
  public void run() {
    if (fd.isOpen()) {
      fd.close();
      if (TRACK || TOLD.compareAndSet(false, true)) {
        tell();
      }
    }
  }

  private void tell() {
    System.Logger log = System.getLogger("org.llsocket");
    String what = "fd " + fd.number() + " was closed by the garbage collector, and by nobody else";
    if (opened != null) {
      log.log(System.Logger.Level.WARNING, what, opened);
    } else {
      log.log(
          System.Logger.Level.WARNING,
          what + "; -Dllsocket.track=true tells for each such descriptor where it was opened");
    }
  }
}
