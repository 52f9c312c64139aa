-- echo_client.lua tcp|udp HOST PORT WORD…, or unix PATH WORD…: sends each word, prints what comes back.
local llsocket = require('llsocket')
local kind = arg[1]

local addresses, err, first
if kind == 'unix' then
  addresses, err = llsocket.unix.getaddrinfo(arg[2], llsocket.SOCK_STREAM)
  first = 3
else
  local socktype = kind == 'tcp' and llsocket.SOCK_STREAM or llsocket.SOCK_DGRAM
  addresses, err = llsocket.inet.getaddrinfo(arg[2], arg[3], socktype)
  first = 4
end
assert(addresses, err)

local sock
sock, err = llsocket.socket.new(addresses[1], false)
assert(sock, err)
err = sock:connect()
if err then
  io.stderr:write('echo_client: ', err, '\n')
  os.exit(1)
end

for i = first, #arg do
  local len, serr = sock:send(arg[i])
  assert(len == #arg[i], serr)
  -- A stream may bring it in parts.
  local echo = ''
  while #echo < #arg[i] do
    local msg, rerr = sock:recv(65536)
    assert(msg, rerr or 'closed')
    echo = echo .. msg
  end
  print(echo)
end
sock:close()
