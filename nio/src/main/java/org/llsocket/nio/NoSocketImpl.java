package org.llsocket.nio;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketImpl;

/**
 * What {@link java.net.Socket} and {@link java.net.ServerSocket} ask for in their constructors. The
 * adaptors of channels override every method that would use it.
 */
final class NoSocketImpl extends SocketImpl {
  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("the adaptor of a channel has no SocketImpl");
  }

  @Override
  protected void create(boolean stream) {
    throw unused();
  }

  @Override
  protected void connect(String host, int port) {
    throw unused();
  }

  @Override
  protected void connect(InetAddress address, int port) {
    throw unused();
  }

  @Override
  protected void connect(SocketAddress address, int timeout) {
    throw unused();
  }

  @Override
  protected void bind(InetAddress host, int port) {
    throw unused();
  }

  @Override
  protected void listen(int backlog) {
    throw unused();
  }

  @Override
  protected void accept(SocketImpl accepted) {
    throw unused();
  }

  @Override
  protected InputStream getInputStream() {
    throw unused();
  }

  @Override
  protected OutputStream getOutputStream() {
    throw unused();
  }

  @Override
  protected int available() {
    throw unused();
  }

  @Override
  protected void close() {
    throw unused();
  }

  @Override
  protected void sendUrgentData(int data) {
    throw unused();
  }

  @Override
  public void setOption(int option, Object value) {
    throw unused();
  }

  @Override
  public Object getOption(int option) {
    throw unused();
  }
}
