package org.llsocket.capture;

import java.io.IOException;

/**
 * What should be a capture is none: a file that is not pcap, is cut, or has lengths that cannot be;
 * or a block of a ring with offsets outside of it. The message has the place.
 *
 * <pre>{@code
 * try (PcapReader file = PcapReader.open(path)) {
 *   ...
 * } catch (CaptureFormatException e) {
 *   log("what was read so far is good: " + e.getMessage());
 * }
 * }</pre>
 */
public final class CaptureFormatException extends IOException {
  private static final long serialVersionUID = 1;

  CaptureFormatException(String message) {
    super(message);
  }
}
