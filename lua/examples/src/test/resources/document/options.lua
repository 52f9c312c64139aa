local m = require('llsocket')
local tcp = m.inet.getaddrinfo('127.0.0.1', '0')[1]
local function new() return m.socket.new(tcp, false) end
local closed = new()
closed:close()

for _, name in ipairs({ 'cloexec', 'nonblock', 'tcpnodelay', 'tcpcork', 'reuseport', 'reuseaddr', 'broadcast', 'debug',
                        'keepalive', 'oobinline', 'dontroute', 'timestamp' }) do
  local s = new()
  out('socket:' .. name, s[name](s))
  out('socket:' .. name, s[name](s, false))
  out('socket:' .. name, s[name](s))
  if name ~= 'debug' then -- needs a privilege
    out('socket:' .. name, s[name](s, true))
    out('socket:' .. name, s[name](s))
  end
  out('socket:' .. name, closed[name](closed))
  out('socket:' .. name, closed[name](closed, true))
  s:close()
end

for _, each in ipairs({ { 'tcpkeepintvl', 7 }, { 'tcpkeepcnt', 3 }, { 'tcpkeepalive', 9 }, { 'rcvlowat', 5 },
                        { 'rcvbuf', 10000 }, { 'sndbuf', 10000 }, { 'rcvtimeo', 1.5 }, { 'sndtimeo', 2 } }) do
  local name, value = each[1], each[2]
  local s = new()
  out('socket:' .. name, type(s[name](s)))
  out('socket:' .. name, s[name](s, value))
  out('socket:' .. name, s[name](s))
  out('socket:' .. name, closed[name](closed))
  s:close()
end

local s = new()
out('socket:tcpkeepintvl', s:tcpkeepintvl(0))
out('socket:sndlowat', s:sndlowat())
out('socket:sndlowat', s:sndlowat(5)) -- Linux cannot change it
out('socket:tcpnodelay', m.socket.pair(m.SOCK_STREAM)[1]:tcpnodelay())
