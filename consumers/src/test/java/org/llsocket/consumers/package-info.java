/** Programs that use the built jar, and what is promised of the jar. */
@NullMarked
package org.llsocket.consumers;

import org.jspecify.annotations.NullMarked;
