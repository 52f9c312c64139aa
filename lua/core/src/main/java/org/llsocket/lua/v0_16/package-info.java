/**
 * The module {@code llsocket.v0_16}: the names and return values of the original's 0.16 releases,
 * with the modules {@code errno} and {@code iovec} that go with them.
 */
@NullMarked
package org.llsocket.lua.v0_16;

import org.jspecify.annotations.NullMarked;
