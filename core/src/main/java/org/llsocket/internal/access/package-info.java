/**
 * Gives the packages above a public class access to its internals without making them public API:
 * the JDK's SharedSecrets pattern. The class itself installs the access when it is initialized.
 */
@NullMarked
package org.llsocket.internal.access;

import org.jspecify.annotations.NullMarked;
