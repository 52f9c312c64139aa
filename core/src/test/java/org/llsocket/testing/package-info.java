/** What the tests share: what this machine can do, and its C compiler. */
@NullMarked
package org.llsocket.testing;

import org.jspecify.annotations.NullMarked;
