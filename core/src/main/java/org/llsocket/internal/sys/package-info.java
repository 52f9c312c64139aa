/**
 * The C library, one method a prototype: each returns the call's value, or {@code -errno}. The only
 * package with restricted calls.
 */
@NullMarked
package org.llsocket.internal.sys;

import org.jspecify.annotations.NullMarked;
