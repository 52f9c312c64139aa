/** Readiness: which of many descriptors can be read or written without waiting. */
@NullMarked
package org.llsocket.ready;

import org.jspecify.annotations.NullMarked;
