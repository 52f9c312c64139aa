-- Helpers of the cases. The variable "wanted" is the name of the case to run, or "all"; "names" lists
-- them all.
names = {}
llsocket = require('llsocket')
inet, unix, socket = llsocket.inet, llsocket.unix, llsocket.socket
pack = table.pack

function case(name, kind, body)
  names[#names + 1] = name .. ' ' .. kind
  if wanted == 'all' or wanted == name .. ' ' .. kind then
    found = true
    body()
  end
end

local function show(v)
  return type(v) == 'string' and string.format('%q', v) or tostring(v)
end

function eq(is, should, what)
  if is ~= should then
    error((what or 'value') .. ' is ' .. show(is) .. ', not ' .. show(should), 2)
  end
end

-- Checks that a packed call returned exactly these values.
function returns(got, ...)
  local should = pack(...)
  for i = 1, math.max(got.n, should.n) do
    if got[i] ~= should[i] then
      error('value ' .. i .. ' is ' .. show(got[i]) .. ', not ' .. show(should[i]), 2)
    end
  end
end

-- Checks that a call raises an error that ends with the message.
function raises(message, f, ...)
  local ok, err = pcall(f, ...)
  if ok then
    error('nothing raised, not ' .. message, 2)
  end
  err = tostring(err)
  if err:sub(-#message) ~= message then
    error('raised ' .. err .. ', not ' .. message, 2)
  end
end

-- A socket and the address it was created for.
function tcp(nonblock)
  local ai = assert(inet.getaddrinfo('127.0.0.1', '0', llsocket.SOCK_STREAM))[1]
  return assert(socket.new(ai, nonblock or false)), ai
end

function udp(nonblock)
  local ai = assert(inet.getaddrinfo('127.0.0.1', '0', llsocket.SOCK_DGRAM))[1]
  local sock = assert(socket.new(ai, nonblock or false))
  eq(sock:bind(), nil)
  return sock, sock:getsockname()
end

-- A listener and its address.
function listener(nonblock)
  local sock = tcp(nonblock)
  eq(sock:bind(), nil)
  eq(sock:listen(), nil)
  return sock, assert(sock:getsockname())
end

-- The two ends of a TCP connection.
function connection()
  local server, address = listener()
  local client = assert(socket.new(address, false))
  eq(client:connect(), nil)
  local peer = assert(server:accept())
  server:close()
  return client, peer
end

-- The two sockets of a pair.
function pair(socktype, nonblock)
  local socks = assert(socket.pair(socktype or llsocket.SOCK_STREAM, nonblock or false))
  return socks[1], socks[2]
end

function closed()
  local sock = tcp()
  sock:close()
  return sock
end

BADF = 'Bad file descriptor'

-- The case of a method on a closed socket.
function method(name, nils, ...)
  local arguments = pack(...)
  case('socket:' .. name, 'errors', function()
    local expected = {}
    expected[nils + 1] = BADF
    local sock = closed()
    returns(pack(sock[name](sock, table.unpack(arguments, 1, arguments.n))), table.unpack(expected, 1, nils + 1))
  end)
end

function noself(name)
  local sock = tcp()
  raises("calling '" .. name .. "' on bad self (llsocket.socket expected, got string)", sock[name], 'sock')
  raises("calling '" .. name .. "' on bad self (llsocket.socket expected, got no value)", sock[name])
  sock:close()
end
