/**
 * What is measured: every {@link org.llsocket.bench.subject.Peer} does the works that it can, each
 * as its documentation says that it is done fast.
 */
@org.jspecify.annotations.NullMarked
package org.llsocket.bench.subject;
