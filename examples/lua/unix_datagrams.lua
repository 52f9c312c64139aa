-- unix_datagrams.lua: messages between two Unix sockets with names; every byte from 0 to 255 arrives.
local llsocket = require('llsocket')

local function named(name)
  local arr, err = llsocket.unix.getaddrinfo(name, llsocket.SOCK_DGRAM)
  assert(arr, err)
  local sock
  sock, err = llsocket.socket.new(arr[1], false)
  assert(sock, err)
  err = sock:bind(arr[1])
  assert(not err, err)
  return sock, arr[1]
end

local id = tostring({}):match('0x(%x+)') or tostring({}):match('(%x+)$')
local here, hereaddr = named('\0llsocket-here-' .. id)
local there, thereaddr = named('\0llsocket-there-' .. id)

local bytes = {}
for i = 0, 255 do
  bytes[#bytes + 1] = string.char(i)
end
local all = table.concat(bytes)

print('sent', here:sendto(all, thereaddr))
local msg, from, err = there:recvfrom(1024)
assert(not err, err)
print('whole', msg == all, #msg)
print('from', from:addr() == '\0llsocket-here-' .. id)
print('an empty one', there:sendto('', from))
print('arrives', here:recv() == '')

here:close()
print('without a receiver', there:sendto('?', hereaddr))
there:close()

local arr
arr, err = llsocket.unix.getaddrinfo(('/long'):rep(40))
print(arr, err)
