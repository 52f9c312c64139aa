local m = require('llsocket')
local socket = m.socket
local function new(nonblock, address)
  return socket.new(address or m.inet.getaddrinfo('127.0.0.1', '0')[1], nonblock or false)
end
local closed = new()
closed:close()

local s = new(true)
out('socket:bind', s:bind())
local address = s:getsockname()
out('socket:bind', new():bind(address))
out('socket:bind', new():bind(m.inet.getaddrinfo('192.0.2.1')[1]))
out('socket:bind', closed:bind())
out('socket:acceptconn', s:acceptconn())
out('socket:listen', s:listen(5))
out('socket:listen', s:listen())
out('socket:acceptconn', s:acceptconn())
out('socket:acceptconn', closed:acceptconn())
out('socket:listen', closed:listen())

out('socket:accept', s:accept())
local c = new(false, address)
out('socket:connect', c:connect())
out('socket:connect', c:connect())
out('socket:connect', closed:connect())
s:nonblock(false)
local p, err, again = s:accept()
out('socket:accept', p, err, again)
out('socket:accept', c:accept())
s:nonblock(true)
local n = new(true, address)
out('socket:connect', n:connect(address)) -- in progress is not an error
out('socket:error', n:error())
out('socket:error', closed:error())

out('socket:getsockname', s:getsockname())
out('socket:getsockname', closed:getsockname())
out('socket:getpeername', c:getpeername())
out('socket:getpeername', s:getpeername())
out('socket:getsockname', c:getsockname():port() == p:getpeername():port())

c:oobinline(true)
out('socket:atmark', c:atmark())
p:send('!', m.MSG_OOB)
c:recv(1, m.MSG_PEEK)
out('socket:atmark', c:atmark())
out('socket:atmark', closed:atmark())

out('socket:shutdown', c:shutdown(m.SHUT_WR))
out('socket:recv', p:recv()) -- closed by peer
out('socket:shutdown', c:shutdown())
out('socket:shutdown', new():shutdown(m.SHUT_RD))
out('socket:shutdown', p:shutdown(7))
s:close()
out('socket:connect', new(false, address):connect())

-- A datagram to a port without a socket leaves a pending error.
local udp = m.inet.getaddrinfo('127.0.0.1', '0', m.SOCK_DGRAM)[1]
local gone = new(false, udp)
gone:bind()
local port = gone:getsockname()
gone:close()
local d, errno = new(false, port), nil
out('socket:connect', d:connect())
d:send('x')
repeat
  errno, err = d:error()
until errno ~= 0
out('socket:error', errno, err)
out('socket:error', d:error())
