-- echo_server.lua tcp|udp HOST PORT, or unix PATH: sends back what comes, until a client sends "bye".
-- Prints where it listens; port 0 lets the kernel choose one.
local llsocket = require('llsocket')
local inet, unix, socket = llsocket.inet, llsocket.unix, llsocket.socket
local kind, host, port = arg[1], arg[2], arg[3]

local function fail(err)
  io.stderr:write('echo_server: ', err, '\n')
  os.exit(1)
end

local addresses, err
if kind == 'tcp' then
  addresses, err = inet.getaddrinfo(host, port, llsocket.SOCK_STREAM, 0, llsocket.AI_PASSIVE)
elseif kind == 'udp' then
  addresses, err = inet.getaddrinfo(host, port, llsocket.SOCK_DGRAM, 0, llsocket.AI_PASSIVE)
elseif kind == 'unix' then
  addresses, err = unix.getaddrinfo(host, llsocket.SOCK_STREAM)
else
  fail('tcp, udp or unix, not ' .. tostring(kind))
end
if err then fail(err) end

local server
server, err = socket.new(addresses[1], false)
if err then fail(err) end
if kind == 'tcp' then server:reuseaddr(true) end
err = server:bind()
if err then fail(err) end

local function ready()
  local name = server:getsockname()
  print('listening on ' .. name:addr() .. (name:port() and ' ' .. name:port() or ''))
  io.stdout:flush()
end

-- Sends all of it: a stream may take a part.
local function sendall(sock, msg)
  while #msg > 0 do
    local len, serr = sock:send(msg)
    if not len then return serr or 'closed' end
    msg = msg:sub(len + 1)
  end
end

if kind == 'udp' then
  ready()
  repeat
    local msg, from, rerr = server:recvfrom(65536)
    if rerr then fail(rerr) end
    server:sendto(msg, from)
  until msg:match('^bye')
else
  err = server:listen()
  if err then fail(err) end
  ready()
  local bye
  repeat
    local client, aerr = server:accept()
    if aerr then fail(aerr) end
    repeat
      local msg = client:recv(65536)
      bye = bye or msg and msg:match('^bye')
      if msg then sendall(client, msg) end
    until not msg
    client:close()
  until bye
end
server:close()
if kind == 'unix' and host:sub(1, 1) ~= '\0' then os.remove(host) end
print('bye')
