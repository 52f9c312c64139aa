package org.llsocket.bench.subject;

import java.io.IOException;
import org.llsocket.Socket;
import org.llsocket.bench.subject.Workload.Service;
import org.llsocket.loop.Connection;
import org.llsocket.loop.Engine;
import org.llsocket.loop.Loop;

/** Echo servers on the loop of llsocket, which belongs to the thread that serves. */
final class LlsocketLoops {
  private LlsocketLoops() {}

  static Service echo(Args args, Engine engine) throws IOException {
    Socket socket = LlsocketServers.bound(args);
    LlsocketServers.noDelay(socket, args); // the connections inherit it
    return LlsocketServers.service(
        socket,
        () -> {
          try (Loop loop = Loop.open(engine)) {
            loop.listen(socket, _ -> Connection::send);
            while (true) {
              loop.await();
            }
          }
        });
  }
}
