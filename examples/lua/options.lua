-- options.lua: what a new TCP socket is set to, and after setting some of it.
local llsocket = require('llsocket')

local ais, err = llsocket.inet.getaddrinfo('127.0.0.1', '0', llsocket.SOCK_STREAM)
assert(ais, err)
local sock
sock, err = llsocket.socket.new(ais[1], false)
assert(sock, err)

assert(sock:family() == llsocket.AF_INET)
assert(sock:socktype() == llsocket.SOCK_STREAM)
assert(sock:protocol() == llsocket.IPPROTO_TCP)

for _, name in ipairs({ 'tcpnodelay', 'keepalive', 'reuseaddr', 'nonblock', 'cloexec', 'acceptconn', 'tcpcork' }) do
  local enabled, oerr = sock[name](sock)
  assert(oerr == nil, oerr)
  print(name, enabled)
end

for _, name in ipairs({ 'tcpnodelay', 'keepalive', 'reuseaddr', 'nonblock' }) do
  local enabled, oerr = sock[name](sock, true)
  assert(oerr == nil, oerr)
  print(name, 'set', enabled, sock[name](sock))
end

print('keepalive', sock:tcpkeepalive(30), sock:tcpkeepintvl(5), sock:tcpkeepcnt(3))
print('rcvtimeo', sock:rcvtimeo(1.5), sock:rcvtimeo())
print('error', sock:error())

local _, oerr = sock:tcpkeepcnt(100000)
print('tcpkeepcnt', oerr)
print('close', sock:close(), sock:fd())
