/** The commands for single datagrams and their control data: send, recv, multicast. */
@NullMarked
package org.llsocket.cli.datagram;

import org.jspecify.annotations.NullMarked;
