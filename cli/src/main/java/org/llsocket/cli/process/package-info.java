/** The process and its machine: standard streams, exit hooks, version, proc(5). */
@NullMarked
package org.llsocket.cli.process;

import org.jspecify.annotations.NullMarked;
