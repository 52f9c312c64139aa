-- The variable "file" is the descriptor of a file with ten bytes.
local m = require('llsocket')
local socket = m.socket
local function pair(type, nonblock)
  local socks = socket.pair(type or m.SOCK_STREAM, nonblock or false)
  return socks[1], socks[2]
end
local function udp()
  local s = socket.new(m.inet.getaddrinfo('127.0.0.1', '0', m.SOCK_DGRAM)[1], true)
  s:bind()
  return s, s:getsockname()
end
local big = ('x'):rep(10000000)
local closed = pair()
closed:close()

local a, b = pair(m.SOCK_STREAM, true)
out('socket:recv', a:recv())
out('socket:send', a:send('hello'))
out('socket:send', a:send(' you', m.MSG_DONTWAIT, m.MSG_NOSIGNAL))
out('socket:recv', b:recv(5, m.MSG_PEEK, 0))
out('socket:recv', b:recv(5))
out('socket:recv', b:recv())
out('socket:recv', b:recv(0))
local len, err, again = a:send(big)
out('socket:send', len > 0 and len < #big, err, again) -- a part
out('socket:send', a:send(big))
out('socket:send', a:send(''))
out('socket:send', closed:send('x'))
out('socket:recv', closed:recv())
b:close()
out('socket:send', a:send('x')) -- closed by peer

local s, from = udp()
local r, to = udp()
out('socket:recvfrom', r:recvfrom())
out('socket:sendto', s:sendto('hello', to))
out('socket:sendto', s:sendto('bye', to, 0, m.MSG_DONTWAIT))
out('socket:sendto', s:sendto(('x'):rep(70000), to))
out('socket:sendto', closed:sendto('x', to))
local msg, ai = r:recvfrom()
out('socket:recvfrom', msg, ai, ai:port() == from:port())
out('socket:recvfrom', r:recvfrom(10, m.MSG_DONTWAIT))
out('socket:recvfrom', closed:recvfrom())
out('socket:recvfrom', r:recvfrom(0))
s:shutdown(m.SHUT_WR)
out('socket:sendto', s:sendto('x', to)) -- closed
local path = os.tmpname()
os.remove(path)
local there = m.unix.getaddrinfo(path, m.SOCK_DGRAM)[1]
local receiver, sender = socket.new(there, true), socket.new(there, true)
receiver:bind()
for i = 1, 100000 do
  len, err, again = sender:sendto('x', there)
  if len ~= 1 then break end
end
os.remove(path)
out('socket:sendto', len, err, again) -- the receiver's queue is full
a, b = pair()
a:send('x')
out('socket:recvfrom', b:recvfrom(10))
a:close()
out('socket:recvfrom', b:recvfrom()) -- closed by peer
out('socket:recv', b:recv())

a, b = pair(m.SOCK_SEQPACKET, true)
out('socket:send', a:send('hello'))
out('socket:recv', b:recv(2))
out('socket:recv', b:recv())
a:close()
out('socket:recv', b:recv()) -- closed by peer

a, b = pair(m.SOCK_DGRAM, true)
for i = 1, 100000 do
  len, err, again = a:send('x')
  if len ~= 1 then break end
end
out('socket:send', len, err, again)

a, b = pair(m.SOCK_STREAM, true)
out('socket:sendfile', a:sendfile(file, 4))
out('socket:sendfile', a:sendfile(file, 100, 8)) -- a part: the file has 10 bytes
out('socket:recv', b:recv())
out('socket:sendfile', a:sendfile(file, 4, 10)) -- the end
out('socket:sendfile', a:sendfile(-1, 4))
out('socket:sendfile', a:sendfile(file, 0))
out('socket:sendfile', closed:sendfile(file, 4))
a:send(big)
out('socket:sendfile', a:sendfile(file, 4))
b:close()
out('socket:sendfile', a:sendfile(file, 4)) -- closed by peer
