package org.llsocket.cli.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which processes have which sockets open, from {@code /proc/PID/fd}. */
public final class SocketOwners {
  private static final String PREFIX = "socket:[";

  private final Map<Long, List<Owner>> byInode = new HashMap<>();
  private boolean complete = true;

  private SocketOwners() {}

  /**
   * A process that has a socket open.
   *
   * @param name the name of its command
   * @param pid its number
   * @param fd the descriptor that refers to the socket
   */
  public record Owner(String name, long pid, int fd) {}

  /** Reads the descriptors of all processes that this user may look into. */
  public static SocketOwners read() {
    var owners = new SocketOwners();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        owners.readProcess(process);
      }
    } catch (IOException | DirectoryIteratorException e) {
      owners.complete = false;
    }
    return owners;
  }

  private void readProcess(Path process) {
    long pid = Long.parseLong(process.getFileName().toString());
    String name = "";
    try (DirectoryStream<Path> fds = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path fd : fds) {
        String target = target(fd);
        if (target.startsWith(PREFIX)) {
          name = name.isEmpty() ? name(process) : name;
          long inode = Long.parseLong(target.substring(PREFIX.length(), target.length() - 1));
          int number = Integer.parseInt(fd.getFileName().toString());
          byInode
              .computeIfAbsent(inode, any -> new ArrayList<>(1))
              .add(new Owner(name, pid, number));
        }
      }
    } catch (AccessDeniedException e) {
      complete = false;
    } catch (IOException | DirectoryIteratorException e) {
      // The process has ended meanwhile.
    }
  }

  private String target(Path fd) {
    try {
      return Files.readSymbolicLink(fd).toString();
    } catch (AccessDeniedException e) {
      complete &= !Files.exists(fd.resolveSibling("..")); // also the error of a process that ended
      return "";
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }

  private static String name(Path process) {
    return SystemInfo.lines(process + "/comm").findFirst().orElse("?");
  }

  /** The processes that have the socket with this inode open, in no order. */
  public List<Owner> of(long inode) {
    return byInode.getOrDefault(inode, List.of());
  }

  /** Whether the descriptors of every process could be read. */
  public boolean isComplete() {
    return complete;
  }
}
