/**
 * What differs by operating system, architecture and libc: numbers and struct layouts, looked up by
 * their C names. The only package that names a platform. A new platform is one class of tables
 * beside {@link org.llsocket.internal.platform.Linux} and one line in {@link
 * org.llsocket.internal.platform.Platform}.
 */
@NullMarked
package org.llsocket.internal.platform;

import org.jspecify.annotations.NullMarked;
