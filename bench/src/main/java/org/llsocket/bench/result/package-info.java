/** The results of a run, stored as JSON, and statistics over them. */
@org.jspecify.annotations.NullMarked
package org.llsocket.bench.result;
