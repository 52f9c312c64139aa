/** Tables and plots of what a run brought. */
@org.jspecify.annotations.NullMarked
package org.llsocket.bench.report;
