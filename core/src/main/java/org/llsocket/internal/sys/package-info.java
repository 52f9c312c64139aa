/**
 * The C library, one method per prototype. Each method returns the result of the call, or {@code
 * -errno}. Only this package calls restricted methods of the JDK.
 */
@NullMarked
package org.llsocket.internal.sys;

import org.jspecify.annotations.NullMarked;
