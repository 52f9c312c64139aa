/** Readiness: which of many descriptors can be read or written without waiting. */
@NullMarked
package org.llsocket.poll;

import org.jspecify.annotations.NullMarked;
