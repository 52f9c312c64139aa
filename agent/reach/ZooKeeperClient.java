import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/** Makes, watches, reads and deletes nodes of a ZooKeeper server: host:port, and how many nodes. */
public final class ZooKeeperClient {
  private static final int SESSION_MILLIS = 30_000;

  private ZooKeeperClient() {}

  public static void main(String[] args) throws Exception {
    int nodes = Integer.parseInt(args[1]);
    var connected = new CountDownLatch(1);
    var changed = new CountDownLatch(nodes);
    try (ZooKeeper keeper = new ZooKeeper(args[0], SESSION_MILLIS, e -> note(e, connected))) {
      require(connected.await(1, TimeUnit.MINUTES), "a session");
      for (int i = 0; i < nodes; i++) {
        byte[] data = new byte[i * 37 % 50_000];
        Arrays.fill(data, (byte) i);
        String path = keeper.create("/n" + i, data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        byte[] read = keeper.getData(path, e -> count(e, changed), null);
        require(Arrays.equals(read, data), "the data of " + path);
      }
      require(keeper.getChildren("/", false).size() == nodes + 1, "all nodes and /zookeeper");
      for (int i = 0; i < nodes; i++) {
        keeper.setData("/n" + i, new byte[0], -1);
        keeper.delete("/n" + i, -1);
      }
      require(changed.await(1, TimeUnit.MINUTES), "an event of each node");
    }
    System.out.println("zookeeper: " + nodes + " nodes");
  }

  private static void note(WatchedEvent event, CountDownLatch connected) {
    if (event.getState() == KeeperState.SyncConnected) {
      connected.countDown();
    }
  }

  private static void count(WatchedEvent event, CountDownLatch changed) {
    if (event.getType() == EventType.NodeDataChanged) {
      changed.countDown();
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("missing: " + what);
    }
  }
}
