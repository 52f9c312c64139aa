/**
 * Proof of what a wait promises: it ends correctly, whichever thread waits and whatever ends it.
 */
@NullMarked
package org.llsocket.waiting;

import org.jspecify.annotations.NullMarked;
