package org.llsocket.uring;

/**
 * Whether rings can be opened in this process, as {@link Ring#support} found out by opening one.
 *
 * @param available whether one was opened
 * @param reason one sentence: what the ring offers, or why none can be opened
 * @param setup the sizes that were possible: those asked for, or smaller ones if the limit of
 *     locked memory ({@code ulimit -l}) does not allow them
 */
public record RingSupport(boolean available, String reason, RingSetup setup) {}
