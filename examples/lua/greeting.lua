-- greeting.lua: a server and its client in one script, over TCP on loopback.
local llsocket = require('llsocket')
local inet, socket = llsocket.inet, llsocket.socket

local function check(value, err)
  if err then
    error(err, 2)
  end
  return value
end

local addrs = check(inet.getaddrinfo('127.0.0.1', '0', llsocket.SOCK_STREAM, llsocket.IPPROTO_TCP,
                                     llsocket.AI_PASSIVE, llsocket.AI_NUMERICHOST))
local server = check(socket.new(addrs[1], false))
check(nil, server:bind(addrs[1]))
check(nil, server:listen(16))

local client = check(socket.new(addrs[1], false))
check(nil, client:connect(check(server:getsockname())))
local peer = check(server:accept())

local from = check(peer:getpeername())
local names = check(from:nameinfo(llsocket.NI_NUMERICHOST, llsocket.NI_NUMERICSERV))
print('a client from ' .. names.host)

local len, err, again = client:send('my name is Lua\n')
print('sent', len, err, again)

local msg = peer:recv(1024)
print('server got', (msg:gsub('\n', '')))
check(peer:send('hello, ' .. msg:match('is (%w+)') .. '\n'))

print('client got', (client:recv():gsub('\n', '')))
check(nil, peer:shutdown(llsocket.SHUT_WR))
print('then', client:recv())
client:close()
peer:close()
server:close()
