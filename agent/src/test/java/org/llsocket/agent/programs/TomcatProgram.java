package org.llsocket.agent.programs;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.spi.SelectorProvider;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** An echo server in Tomcat, and its clients. The argument is a directory to work in. */
public final class TomcatProgram {
  private TomcatProgram() {}

  /** Sends the body of a request back. */
  private static final class Echo extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      request.getInputStream().transferTo(response.getOutputStream());
    }
  }

  public static void main(String[] args) throws Exception {
    var tomcat = new Tomcat();
    tomcat.setBaseDir(args[0]);
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    Context context = tomcat.addContext("", args[0]);
    Tomcat.addServlet(context, "echo", new Echo()).addMapping("/*");
    tomcat.getConnector();
    tomcat.start();
    System.out.println("answers " + HttpLoad.run(tomcat.getConnector().getLocalPort()));
    System.out.println(SelectorProvider.provider().getClass().getPackageName());
    tomcat.stop();
    tomcat.destroy();
  }
}
