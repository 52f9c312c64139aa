-- Every option: its value, setting and reading back, the kernel's errors, and wrong arguments.
local function option(name, make, values, expected, invalid)
  case('socket:' .. name, 'good', function()
    local sock = make()
    local value, err = sock[name](sock)
    eq(err, nil)
    eq(type(value), expected)
    for _, each in ipairs(values) do
      returns(pack(sock[name](sock, each.set)), each.set)
      returns(pack(sock[name](sock)), each.get)
    end
    returns(pack(sock[name](sock, nil)), values[#values].get)
    sock:close()
  end)
  case('socket:' .. name, 'errors', function()
    local sock = make()
    sock:close()
    returns(pack(sock[name](sock)), nil, BADF)
    returns(pack(sock[name](sock, values[1].set)), nil, BADF)
    for value, message in pairs(invalid or {}) do
      sock = make()
      returns(pack(sock[name](sock, value)), nil, message)
      sock:close()
    end
  end)
  case('socket:' .. name, 'arguments', function()
    local sock = make()
    local seconds = name == 'rcvtimeo' or name == 'sndtimeo'
    local wanted_type = expected == 'number' and not seconds and 'integer' or expected
    local function wrong(value)
      raises("bad argument #1 to '" .. name .. "' (" .. wanted_type .. ' expected, got ' .. type(value) .. ')',
             sock[name], sock, value)
    end
    wrong({})
    wrong(print)
    if expected ~= 'boolean' then wrong(true) end
    if expected ~= 'number' then wrong(1) end
    if expected ~= 'string' then wrong('1') end
    noself(name)
    sock:close()
  end)
end

local function flag(name, make, invalid)
  option(name, make, { { set = true, get = true }, { set = false, get = false } }, 'boolean', invalid)
end

local function same(...)
  local values = {}
  for i, value in ipairs({ ... }) do
    values[i] = { set = value, get = value }
  end
  return values
end

for _, name in ipairs({ 'cloexec', 'nonblock', 'reuseport', 'reuseaddr', 'broadcast', 'keepalive', 'oobinline',
                        'dontroute', 'timestamp', 'tcpnodelay', 'tcpcork' }) do
  flag(name, tcp)
end

local EINVAL = 'Invalid argument'
option('tcpkeepintvl', tcp, same(5, 75), 'number', { [0] = EINVAL, [32768] = EINVAL })
option('tcpkeepcnt', tcp, same(3, 127), 'number', { [0] = EINVAL, [128] = EINVAL })
option('tcpkeepalive', tcp, same(30, 7200), 'number', { [0] = EINVAL, [32768] = EINVAL })
option('rcvbuf', tcp, { { set = 10000, get = 20000 }, { set = 20000, get = 40000 } }, 'number')
option('sndbuf', tcp, { { set = 10000, get = 20000 }, { set = 20000, get = 40000 } }, 'number')
option('rcvlowat', tcp, same(10, 1), 'number')
option('rcvtimeo', tcp, same(1.5, 2, 0), 'number', { [-0.5] = 'Numerical argument out of domain' })
option('sndtimeo', tcp, same(0.5, 3, 0), 'number', { [-0.5] = 'Numerical argument out of domain' })
flag('mcastloop', udp)
option('mcastttl', udp, same(7, 1), 'number', { [256] = EINVAL })

case('socket:sndlowat', 'good', function()
  local sock = tcp()
  returns(pack(sock:sndlowat()), 1)
  sock:close()
end)

case('socket:sndlowat', 'errors', function()
  local sock = tcp()
  returns(pack(sock:sndlowat(5)), nil, 'Protocol not available') -- read-only on Linux
  sock:close()
  returns(pack(sock:sndlowat()), nil, BADF)
end)

case('socket:sndlowat', 'arguments', function()
  local sock = tcp()
  raises("bad argument #1 to 'sndlowat' (integer expected, got string)", sock.sndlowat, sock, '1')
  raises("bad argument #1 to 'sndlowat' (number has no integer representation)", sock.sndlowat, sock, 1.5)
  raises("bad argument #1 to 'sndlowat' (4294967296 does not fit an int)", sock.sndlowat, sock, 4294967296)
  noself('sndlowat')
  sock:close()
end)

case('socket:debug', 'good', function()
  local sock = tcp()
  returns(pack(sock:debug()), false)
  returns(pack(sock:debug(false)), false)
  sock:close()
end)

case('socket:debug', 'errors', function()
  local sock = tcp()
  local value, err = sock:debug(true) -- needs CAP_NET_ADMIN
  assert(value == true and err == nil or value == nil and err == 'Permission denied', err)
  sock:close()
  returns(pack(sock:debug()), nil, BADF)
end)

case('socket:debug', 'arguments', function()
  local sock = tcp()
  raises("bad argument #1 to 'debug' (boolean expected, got number)", sock.debug, sock, 1)
  noself('debug')
  sock:close()
end)

case('socket:acceptconn', 'good', function()
  local sock = tcp()
  returns(pack(sock:acceptconn()), false)
  sock:close()
  sock = listener()
  returns(pack(sock:acceptconn()), true)
  sock:close()
end)

method('acceptconn', 1)

case('socket:acceptconn', 'arguments', function()
  noself('acceptconn')
end)

case('socket:error', 'good', function()
  local dead, address = listener()
  dead:close()
  local sock = assert(socket.new(address, true))
  returns(pack(sock:error()), 0)
  local err = sock:connect()
  if err == nil then
    returns(pack(sock:error()), 111)
    returns(pack(sock:error()), 0)
  else
    eq(err, 'Connection refused') -- loopback may refuse at once
  end
  sock:close()
end)

method('error', 1)

case('socket:error', 'arguments', function()
  noself('error')
end)

case('option on a socket that has none', 'errors', function()
  local sock = pair()
  returns(pack(sock:tcpnodelay()), nil, 'Operation not supported')
  for _, each in ipairs({ sock, tcp(), pair(llsocket.SOCK_DGRAM) }) do
    for name, value in pairs({ mcastloop = true, mcastttl = 3 }) do
      returns(pack(each[name](each)), nil, 'Operation not supported')
      returns(pack(each[name](each, value)), nil, 'Operation not supported')
    end
  end
end)

case('socket:rcvtimeo', 'below 0', function()
  local a, b = pair()
  for _, name in ipairs({ 'rcvtimeo', 'sndtimeo' }) do
    returns(pack(a[name](a, -1)), -1)
    returns(pack(a[name](a)), 0)
    returns(pack(a[name](a, -0.5)), nil, 'Numerical argument out of domain')
    returns(pack(a[name](a, 0 / 0)), nil, 'Numerical argument out of domain')
    returns(pack(a[name](a, 1e300)), nil, 'Numerical argument out of domain')
  end
  returns(pack(a:recv()), nil, nil, true) -- no longer blocks
  returns(pack(a:rcvtimeo(0)), 0)
  returns(pack(a:rcvtimeo(1.3)), 1.3)
  returns(pack(a:rcvtimeo()), 1.3)
end)
