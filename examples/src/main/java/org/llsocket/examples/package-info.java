/** Example programs; a test runs each of them. */
@NullMarked
package org.llsocket.examples;

import org.jspecify.annotations.NullMarked;
