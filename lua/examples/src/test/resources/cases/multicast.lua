-- Multicast groups on the loopback interface.
local GROUP, SOURCE = '239.255.42.98', '127.0.0.1'
local NODEV, EINVAL, NOADDR = 'No such device', 'Invalid argument', 'Cannot assign requested address'

local UNKNOWN, FAMILY = 'Name or service not known', 'Address family for hostname not supported'
local UNSUPPORTED = 'Operation not supported'

local function udp6()
  local ai = assert(inet.getaddrinfo6('::', '0', llsocket.SOCK_DGRAM))[1]
  return assert(socket.new(ai, false))
end

case('socket:mcastif', 'good', function()
  local sock = udp()
  returns(pack(sock:mcastif()), nil)
  returns(pack(sock:mcastif('lo')), 'lo')
  returns(pack(sock:mcastif()), 'lo')
end)
case('socket:mcastif', 'errors', function()
  returns(pack(udp():mcastif('no-such-if')), nil, NODEV)
  returns(pack(udp():mcastif('a name that is too long')), nil, NODEV)
  returns(pack(tcp():mcastif()), nil, UNSUPPORTED)
  returns(pack(tcp():mcastif('lo')), nil, UNSUPPORTED)
  local sock = udp()
  sock:close()
  returns(pack(sock:mcastif()), nil, BADF)
end)
case('socket:mcastif', 'arguments', function()
  raises("bad argument #1 to 'mcastif' (string expected, got number)", udp().mcastif, udp(), 1)
  noself('mcastif')
end)

local function arguments(name, source)
  case('socket:' .. name, 'arguments', function()
    local sock = udp()
    raises("bad argument #1 to '" .. name .. "' (string expected, got no value)", sock[name], sock)
    raises("bad argument #1 to '" .. name .. "' (string expected, got number)", sock[name], sock, 1)
    if source then
      raises("bad argument #2 to '" .. name .. "' (string expected, got no value)", sock[name], sock, GROUP)
      raises("bad argument #3 to '" .. name .. "' (string expected, got boolean)", sock[name], sock, GROUP, SOURCE, true)
    else
      raises("bad argument #2 to '" .. name .. "' (string expected, got boolean)", sock[name], sock, GROUP, true)
    end
    noself(name)
  end)
end

local function errors(name, source, absent)
  case('socket:' .. name, 'errors', function()
    local sock = udp()
    local function fails(message, group, src, ifname)
      if source then
        returns(pack(sock[name](sock, group, src, ifname)), message)
      else
        returns(pack(sock[name](sock, group, ifname)), message)
      end
    end
    fails(NODEV, GROUP, SOURCE, 'no-such-if')
    fails(UNKNOWN, 'localhost', SOURCE, 'lo')
    fails(EINVAL, '127.0.0.1', SOURCE, 'lo')
    fails(FAMILY, 'ff02::1', SOURCE, 'lo')
    if source then
      fails(UNKNOWN, GROUP, 'localhost', 'lo')
    end
    if absent then
      fails(absent, GROUP, SOURCE, 'lo')
    end
    sock:close()
    fails(BADF, GROUP, SOURCE, 'lo')
    sock = pair()
    fails(UNSUPPORTED, GROUP, SOURCE, 'lo')
    sock = pair(llsocket.SOCK_DGRAM)
    fails(UNSUPPORTED, GROUP, SOURCE, 'lo')
    sock = tcp()
    fails(UNSUPPORTED, GROUP, SOURCE, 'lo')
  end)
end

case('socket:mcastjoin', 'good', function()
  local sock, address = udp()
  returns(pack(sock:mcastjoin(GROUP, 'lo')))
  returns(pack(sock:mcastjoin(GROUP, 'lo')), 'Address already in use')
  returns(pack(sock:mcastleave(GROUP, 'lo')))
  local six = udp6()
  returns(pack(six:mcastjoin('ff01::4242', 'lo')))
  returns(pack(six:mcastleave('ff01::4242', 'lo')))
end)
case('socket:mcastleave', 'good', function()
  local sock = udp()
  sock:mcastjoin(GROUP, 'lo')
  returns(pack(sock:mcastleave(GROUP, 'lo')))
end)
case('socket:mcastjoinsrc', 'good', function()
  local sock = udp()
  returns(pack(sock:mcastjoinsrc(GROUP, SOURCE, 'lo')))
  returns(pack(sock:mcastjoinsrc(GROUP, SOURCE, 'lo')), NOADDR)
  local six = udp6()
  returns(pack(six:mcastjoinsrc('ff01::4242', '::1', 'lo')))
  returns(pack(six:mcastleavesrc('ff01::4242', '::1', 'lo')))
end)
case('socket:mcastleavesrc', 'good', function()
  local sock = udp()
  sock:mcastjoinsrc(GROUP, SOURCE, 'lo')
  returns(pack(sock:mcastleavesrc(GROUP, SOURCE, 'lo')))
end)
case('socket:mcastblocksrc', 'good', function()
  local sock = udp()
  sock:mcastjoin(GROUP, 'lo')
  returns(pack(sock:mcastblocksrc(GROUP, SOURCE, 'lo')))
  returns(pack(sock:mcastblocksrc(GROUP, SOURCE, 'lo')), NOADDR)
end)
case('socket:mcastunblocksrc', 'good', function()
  local sock = udp()
  sock:mcastjoin(GROUP, 'lo')
  sock:mcastblocksrc(GROUP, SOURCE, 'lo')
  returns(pack(sock:mcastunblocksrc(GROUP, SOURCE, 'lo')))
  returns(pack(sock:mcastunblocksrc(GROUP, SOURCE, 'lo')), NOADDR)
end)

errors('mcastjoin', false)
errors('mcastleave', false, NOADDR)
errors('mcastjoinsrc', true)
errors('mcastleavesrc', true, EINVAL)
errors('mcastblocksrc', true, EINVAL)
errors('mcastunblocksrc', true, EINVAL)
for _, name in ipairs({ 'mcastjoin', 'mcastleave' }) do
  arguments(name, false)
end
for _, name in ipairs({ 'mcastjoinsrc', 'mcastleavesrc', 'mcastblocksrc', 'mcastunblocksrc' }) do
  arguments(name, true)
end
