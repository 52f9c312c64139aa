/**
 * What differs by operating system, architecture and libc: numbers and struct layouts, looked up by
 * their C names. The only package that names a platform. A new architecture of Linux is its
 * differences in {@link org.llsocket.internal.platform.LinuxArchitecture}; a new operating system
 * is a class of tables beside {@link org.llsocket.internal.platform.Linux}.
 */
@NullMarked
package org.llsocket.internal.platform;

import org.jspecify.annotations.NullMarked;
