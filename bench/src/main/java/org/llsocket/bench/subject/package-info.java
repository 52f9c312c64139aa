/**
 * The measured programs: every {@link org.llsocket.bench.subject.Peer} implements the workloads
 * that it supports, each in the fastest way that its documentation describes.
 */
@org.jspecify.annotations.NullMarked
package org.llsocket.bench.subject;
