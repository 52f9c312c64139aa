package org.llsocket.agent.programs;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** An echo server in Jetty, and its clients. */
public final class JettyProgram {
  private JettyProgram() {}

  public static void main(String[] args) throws Exception {
    var server = new Server(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            Content.copy(request, response, callback);
            return true;
          }
        });
    server.start();
    var connector = (ServerConnector) server.getConnectors()[0];
    System.out.println("answers " + HttpLoad.run(connector.getLocalPort()));
    System.out.println(connector.getTransport().getClass().getPackageName());
    server.stop();
  }
}
