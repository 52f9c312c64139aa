-- nonblocking.lua: a server that never waits, asked by two clients; "again" says what is not ready yet.
local llsocket = require('llsocket')

local ai = assert(llsocket.inet.getaddrinfo('127.0.0.1', '0'))[1]
local server = assert(llsocket.socket.new(ai, true))
assert(not server:reuseaddr(true) or true)
assert(server:bind() == nil)
assert(server:listen() == nil)

local sock, err, again = server:accept()
print('no client yet', sock, err, again)

local address = assert(server:getsockname())
local clients = {}
for i = 1, 2 do
  clients[i] = assert(llsocket.socket.new(address, true))
  err = clients[i]:connect() -- the address that it was made for
  assert(err == nil, err)
end

local peers = {}
repeat
  sock, err, again = server:accept()
  if sock then
    peers[#peers + 1] = sock
  end
  assert(err == nil, err)
until #peers == 2
print('connections', #peers, 'nonblocking like the server', peers[1]:nonblock())
print('how the connects ended', clients[1]:error(), clients[2]:error())

local msg
msg, err, again = peers[1]:recv()
print('nothing to read', msg, err, again)

-- Fill the socket until it takes no more.
local sent, len = 0, nil
local chunk = ('x'):rep(65536)
repeat
  len, err, again = clients[1]:send(chunk)
  assert(err == nil, err)
  sent = sent + (len or 0)
until again
print('full', sent > 0)

clients[1]:close()
local got = 0
for _, peer in ipairs(peers) do
  while got < sent do
    msg, err, again = peer:recv(65536)
    if msg then
      got = got + #msg
    elseif not again then
      break
    end
    if again and peer:getpeername():port() ~= nil and got == 0 then
      break
    end
  end
end
print('all arrived', got == sent)
