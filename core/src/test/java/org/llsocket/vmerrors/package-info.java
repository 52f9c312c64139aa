/** Proof that an error of the virtual machine, wherever it strikes, breaks nothing. */
@NullMarked
package org.llsocket.vmerrors;

import org.jspecify.annotations.NullMarked;
