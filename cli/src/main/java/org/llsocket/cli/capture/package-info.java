/** {@code capture}: packets on the screen, as JSON, and in pcap files. */
@NullMarked
package org.llsocket.cli.capture;

import org.jspecify.annotations.NullMarked;
