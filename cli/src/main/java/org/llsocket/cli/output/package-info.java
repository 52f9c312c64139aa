/** Results as text and as JSON. */
@NullMarked
package org.llsocket.cli.output;

import org.jspecify.annotations.NullMarked;
