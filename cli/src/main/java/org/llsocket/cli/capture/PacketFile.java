package org.llsocket.cli.capture;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.llsocket.capture.Packet;
import org.llsocket.capture.PcapWriter;
import org.llsocket.cli.process.StandardStreams;

/** Packets in a pcap file. */
final class PacketFile implements PacketOutput {
  private final PcapWriter writer;

  private PacketFile(PcapWriter writer) {
    this.writer = writer;
  }

  /** A file, or standard output for {@code -}. */
  static PacketFile open(String name, StandardStreams streams, int linkType, int snaplen)
      throws IOException {
    if (name.equals("-") && streams.interactive()) {
      throw new IOException("-w - writes binary data: redirect standard output, or use a pipe");
    }
    OutputStream out = name.equals("-") ? streams.out() : new FileOutputStream(name);
    var file = new PacketFile(PcapWriter.of(out, linkType, snaplen));
    file.flush(); // the header, so that the reader of a pipe begins
    return file;
  }

  @Override
  public void write(Packet packet) throws IOException {
    writer.write(packet);
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
  }

  @Override
  public boolean isQuiet() {
    return true;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
