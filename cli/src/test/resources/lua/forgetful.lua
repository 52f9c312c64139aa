-- Makes descriptors in every way and closes none; prints the highest number of a socket that it saw.
local highest = 0
local function seen(sock)
  if type(sock) == 'userdata' and sock.fd then
    highest = math.max(highest, sock:fd())
  end
  return sock
end

local function often(name, make)
  for i = 1, 400 do
    local made, err = make()
    if not made then
      error(name .. ' at ' .. i .. ': ' .. tostring(err))
    end
    seen(type(made) == 'table' and made[1] or made)
  end
end

local m, v = require('llsocket'), (require('llsocket.v0_16'))
local ai = m.inet.getaddrinfo('127.0.0.1', '0')[1]
local kept = m.socket.pair(m.SOCK_STREAM)
local listener = m.socket.new(ai)
assert(not listener:bind())
assert(not listener:listen())
local there = listener:getsockname()

often('pair', function() return m.socket.pair(m.SOCK_STREAM) end)
often('new', function() return m.socket.new(ai) end)
often('dup', function() return kept[1]:dup() end)
often('open', function() return m.open('/dev/null') end)
often('v0_16 pair', function() return v.socket.pair(v.SOCK_STREAM) end)
often('v0_16 new', function() return v.socket.new(v.AF_INET, v.SOCK_STREAM) end)
often('accept', function()
  local client, err = m.socket.new(there)
  if not client then return nil, err end
  err = client:connect()
  if err then return nil, err end
  return listener:accept()
end)
-- These give numbers, which are closed, and sockets are forgotten beside them.
often('acceptfd', function()
  local client = assert(m.socket.new(there))
  assert(not client:connect())
  local fd, err = listener:acceptfd()
  if not fd then return nil, err end
  m.socket.close(fd)
  return m.socket.pair(m.SOCK_STREAM)
end)
often('recvfd', function()
  kept[1]:sendfd(kept[1]:fd())
  m.socket.pair(m.SOCK_STREAM)
  local fd, err, again = kept[2]:recvfd()
  if not fd then return nil, err or 'lost' end
  return not m.socket.close(fd)
end)
often('recvmsg', function()
  kept[1]:sendmsg({ 'x', control = { rights = { kept[1] } } })
  m.socket.pair(m.SOCK_STREAM)
  local msg, err = kept[2]:recvmsg()
  if not msg then return nil, err end
  return msg.control.rights and msg.control.rights[1], 'lost'
end)
often('lookup', function()
  m.socket.pair(m.SOCK_STREAM)
  return m.inet.getaddrinfo('localhost', '80')
end)
print('done ' .. highest)
