/** The command demo. */
@NullMarked
package org.llsocket.cli.demo;

import org.jspecify.annotations.NullMarked;
