/** Who may use a descriptor, who closes it, and how a thread that is blocked on it is woken. */
@NullMarked
package org.llsocket.internal.lifecycle;

import org.jspecify.annotations.NullMarked;
