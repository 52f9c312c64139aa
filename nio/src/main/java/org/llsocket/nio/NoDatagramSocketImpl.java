package org.llsocket.nio;

import java.net.DatagramPacket;
import java.net.DatagramSocketImpl;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;

/**
 * What {@link java.net.DatagramSocket} asks for in its constructor. The adaptor of a channel
 * overrides every method that would use it.
 */
final class NoDatagramSocketImpl extends DatagramSocketImpl {
  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("the adaptor of a channel has no DatagramSocketImpl");
  }

  @Override
  protected void create() {
    throw unused();
  }

  @Override
  protected void bind(int port, InetAddress address) {
    throw unused();
  }

  @Override
  protected void send(DatagramPacket packet) {
    throw unused();
  }

  @Override
  protected int peek(InetAddress address) {
    throw unused();
  }

  @Override
  protected int peekData(DatagramPacket packet) {
    throw unused();
  }

  @Override
  protected void receive(DatagramPacket packet) {
    throw unused();
  }

  @Override
  @SuppressWarnings("removal") // still abstract
  protected void setTTL(byte ttl) {
    throw unused();
  }

  @Override
  @SuppressWarnings("removal")
  protected byte getTTL() {
    throw unused();
  }

  @Override
  protected void setTimeToLive(int ttl) {
    throw unused();
  }

  @Override
  protected int getTimeToLive() {
    throw unused();
  }

  @Override
  protected void join(InetAddress group) {
    throw unused();
  }

  @Override
  protected void leave(InetAddress group) {
    throw unused();
  }

  @Override
  protected void joinGroup(SocketAddress group, NetworkInterface at) {
    throw unused();
  }

  @Override
  protected void leaveGroup(SocketAddress group, NetworkInterface at) {
    throw unused();
  }

  @Override
  protected void close() {
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
