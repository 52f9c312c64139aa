/**
 * Programs that tests run in a JVM of their own, by {@link org.llsocket.testing.ChildJvm}: for the
 * JVM's options, a limit of the process, another network, or strace. Each prints what its test
 * checks and fails by an exception. {@code CarrierProgram}, {@code WaysProgram} and {@code
 * VmErrorsProgram} stand beside the package-private tables that they run.
 */
@NullMarked
package org.llsocket.programs;

import org.jspecify.annotations.NullMarked;
