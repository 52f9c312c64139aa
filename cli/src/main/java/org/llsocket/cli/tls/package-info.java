/** TLS: its options, certificates and keys. */
@NullMarked
package org.llsocket.cli.tls;

import org.jspecify.annotations.NullMarked;
