/**
 * Programs that a service manager such as systemd(1) starts: the sockets that it passes, and what
 * the program reports to it.
 */
@NullMarked
package org.llsocket.service;

import org.jspecify.annotations.NullMarked;
