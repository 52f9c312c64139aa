/** The command run. */
@NullMarked
package org.llsocket.cli.run;

import org.jspecify.annotations.NullMarked;
