/** Small programs, each run by a test. */
@NullMarked
package org.llsocket.examples;

import org.jspecify.annotations.NullMarked;
