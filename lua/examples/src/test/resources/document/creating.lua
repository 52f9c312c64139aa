local m = require('llsocket')
local socket = m.socket
local ai = m.inet.getaddrinfo('127.0.0.1', '0')[1]
local udp = m.inet.getaddrinfo6('::1', '0', m.SOCK_DGRAM)[1]

out('socket.pair', socket.pair(m.SOCK_STREAM))
out('socket.pair', socket.pair(m.SOCK_DGRAM, true, 0))
out('socket.pair', socket.pair(77))
out('socket.pair', socket.pair(m.SOCK_STREAM, false, 77))
out('socket.new', socket.new(ai, false))
out('socket.new', socket.new(udp, true))
out('socket.new', socket.new(m.unix.getaddrinfo('x', m.SOCK_STREAM, 77)[1], false))

local s, d = socket.new(ai, false), socket.new(udp, true)
out('socket:nonblock', s:nonblock())
out('socket:nonblock', d:nonblock())
out('socket:dup', s:dup())
out('socket:dup', s:dup(ai))
out('socket:fd', s:fd() >= 0)
out('socket:family', s:family() == m.AF_INET, d:family() == m.AF_INET6)
out('socket:socktype', s:socktype() == m.SOCK_STREAM, d:socktype() == m.SOCK_DGRAM)
out('socket:protocol', s:protocol() == m.IPPROTO_TCP, d:protocol() == m.IPPROTO_UDP)

out('socket:close', s:close())
out('socket:close', s:close())
out('socket:fd', s:fd())
out('socket:dup', s:dup())
out('socket:close', socket.pair(m.SOCK_STREAM)[1]:close(m.SHUT_RDWR))
out('socket:close', socket.new(ai, false):close(m.SHUT_RDWR))
