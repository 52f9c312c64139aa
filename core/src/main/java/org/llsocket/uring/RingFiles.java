package org.llsocket.uring;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.DescriptorAccess;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.lifecycle.OwnedFd;

/** The files that operations of a ring use, and its table of registered ones. */
final class RingFiles {
  private final RingCore core;
  private final @Nullable RingFile[] table;

  RingFiles(RingCore core, int count) {
    this.core = core;
    table = new RingFile[count];
  }

  /** How many files the table can have. */
  int capacity() {
    return table.length;
  }

  RingFile of(Descriptor descriptor) throws IOException {
    OwnedFd owned = DescriptorAccess.of(descriptor);
    CallFrame frame = owned.acquire();
    try {
      var file = new RingFile(core, descriptor);
      file.watch(frame);
      return file;
    } finally {
      owned.release(frame);
    }
  }

  RingFile register(Descriptor descriptor) throws IOException {
    OwnedFd owned = DescriptorAccess.of(descriptor);
    CallFrame frame = owned.acquire();
    try {
      int index = freeIndex();
      if (index < 0) {
        throw new ErrnoException(Errno.ENFILE, "io_uring_register", table.length + " files");
      }
      core.registrations.file(index, owned.share(frame));
      return add(index, owned.file());
    } finally {
      owned.release(frame);
    }
  }

  private int freeIndex() {
    for (int i = table.length - 1; i >= 0; i--) {
      if (table[i] == null) {
        return i;
      }
    }
    return -1;
  }

  private RingFile add(int index, @Nullable OpenFileDescription description) {
    var file = new RingFile(core, index, description);
    table[index] = file;
    return file;
  }

  /** The kernel has accepted a connection into the table; null if that cannot be. */
  @Nullable RingFile accepted(int index) {
    if (index >= table.length || table[index] != null) {
      return null;
    }
    RingFile file = null;
    try {
      file = add(index, null);
      return file;
    } finally {
      if (file == null) { // no memory: the connection ends
        core.tasks.close(index);
      }
    }
  }

  /** The kernel has closed a file of the table. */
  void closed(int index) {
    if (index >= 0 && index < table.length) {
      table[index] = null;
    }
  }
}
