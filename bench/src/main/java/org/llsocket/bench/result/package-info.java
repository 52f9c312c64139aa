/** What a run brought, as it is kept in JSON, and what follows from it. */
@org.jspecify.annotations.NullMarked
package org.llsocket.bench.result;
