/** Proof of what a wait promises: it ends, the right way, whoever waits and however it is ended. */
@NullMarked
package org.llsocket.waiting;

import org.jspecify.annotations.NullMarked;
