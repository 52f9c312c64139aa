/** Tables and plots of results. */
@org.jspecify.annotations.NullMarked
package org.llsocket.bench.report;
