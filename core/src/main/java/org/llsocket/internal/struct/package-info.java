/** One class a C struct: the C text, and its fields read and written by name. */
@NullMarked
package org.llsocket.internal.struct;

import org.jspecify.annotations.NullMarked;
