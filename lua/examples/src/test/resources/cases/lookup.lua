-- inet, unix and addrinfo.
for name, v in pairs({ getaddrinfo = { '127.0.0.1', 'AF_INET', '::1' }, getaddrinfo6 = { '::1', 'AF_INET6', '127.0.0.1' } }) do
  case('inet.' .. name, 'good', function()
    local arr, err = inet[name](v[1], '80')
    eq(err, nil)
    eq(#arr, 1)
    local ai = arr[1]
    eq(ai:family(), llsocket[v[2]])
    eq(ai:socktype(), llsocket.SOCK_STREAM)
    eq(ai:protocol(), llsocket.IPPROTO_TCP)
    eq(ai:addr(), v[1])
    eq(ai:port(), 80)
    eq(ai:canonname(), nil)
    arr = inet[name](v[1], nil, llsocket.SOCK_DGRAM, llsocket.IPPROTO_UDP, llsocket.AI_NUMERICHOST, llsocket.AI_CANONNAME)
    eq(arr[1]:port(), 0)
    eq(arr[1]:socktype(), llsocket.SOCK_DGRAM)
    eq(arr[1]:protocol(), llsocket.IPPROTO_UDP)
    eq(arr[1]:canonname(), v[1])
    eq(#inet[name](v[1], '80', 0), 3) -- any type
    assert(inet[name](nil, '80', nil, nil, llsocket.AI_PASSIVE)[1]:addr():match('^[0:.]+$'))
  end)

  case('inet.' .. name, 'errors', function()
    local function fails(message, ...)
      returns(pack(inet[name](...)), nil, message)
    end
    fails('Name or service not known', 'no.such.host', '80', nil, nil, llsocket.AI_NUMERICHOST)
    fails('Name or service not known')
    fails('Address family for hostname not supported', v[3], '80')
    fails('Servname not supported for ai_socktype', v[1], 'no-such-service')
    fails('Servname not supported for ai_socktype', v[1], '65536')
    fails('Name or service not known', v[1] .. '\0', '80')
    fails('ai_socktype not supported', v[1], '80', 77)
    fails('Bad value for ai_flags', v[1], '80', nil, nil, 0x40000000)
  end)

  case('inet.' .. name, 'arguments', function()
    local function wrong(n, expected, got, ...)
      raises('bad argument #' .. n .. " to '" .. name .. "' (" .. expected .. ' expected, got ' .. got .. ')', inet[name], ...)
    end
    wrong(1, 'string', 'number', 1)
    wrong(2, 'string', 'number', v[1], 80)
    wrong(3, 'integer', 'string', v[1], '80', '1')
    wrong(4, 'integer', 'boolean', v[1], '80', 1, true)
    wrong(5, 'integer', 'string', v[1], '80', 1, 6, '1')
    wrong(6, 'integer', 'table', v[1], '80', 1, 6, 0, {})
  end)
end

-- Services as strtoul(3) parses them, and the expected result.
local SERVICES = { [''] = 0, ['0'] = 0, ['00'] = 0, ['08'] = 8, [' 80'] = 80, ['\t+080'] = 80, ['65535'] = 65535 }
for _, name in ipairs({ 'getaddrinfo', 'getaddrinfo6' }) do
  case('inet.' .. name, 'services', function()
    local host = name == 'getaddrinfo' and '127.0.0.1' or '::1'
    for service, port in pairs(SERVICES) do
      eq(assert(inet[name](host, service))[1]:port(), port, service)
    end
    for _, service in ipairs({ ' ', '+', '-1', '80 ', '8 0', '0x50', '65536', '99999999999', '1\0' }) do
      returns(pack(inet[name](host, service)), nil, 'Servname not supported for ai_socktype')
    end
    returns(pack(inet[name]('', '80')), nil, 'Name or service not known')
  end)
end

case('addrinfo.getaddrinfo', 'empty texts', function()
  for _, m in ipairs({ llsocket, (require('llsocket.v0_16')) }) do
    local get = m.addrinfo.getaddrinfo
    eq(assert(get('127.0.0.1', '', m.AF_UNSPEC, m.SOCK_STREAM))[1]:port(), 0)
    eq(assert(get('', '8080', m.AF_INET, m.SOCK_STREAM, 0, m.AI_PASSIVE))[1]:addr(), '0.0.0.0')
    local list, err = get('', '')
    eq(list, nil)
    eq(err.message or err, 'Name or service not known')
    raises("bad argument #1 to 'getaddrinfo' (string expected, got number)", get, 1, 2, 'x')
    raises("bad argument #2 to 'getaddrinfo' (string expected, got number)", get, nil, 2, 'x')
    raises("bad argument #4 to 'getaddrinfo' (integer expected, got string)", get, nil, nil, 2, 'x', 'y')
    list, err = m.addrinfo.inet6('fe80::1%lo')
    eq(list, nil)
    eq(err.code or err, err.code and 97 or 'Address family not supported by protocol')
  end
end)

-- The documentation specifies a list, the C module returns an address: it works as both.
case('unix.getaddrinfo', 'as its element', function()
  local ai = unix.getaddrinfo('\0single', llsocket.SOCK_DGRAM)
  eq(type(ai), 'table')
  eq(#ai, 1)
  for i, each in ipairs(ai) do
    eq(i, 1)
    eq(each:addr(), '\0single')
  end
  eq(ai:family(), llsocket.AF_UNIX)
  eq(ai:socktype(), llsocket.SOCK_DGRAM)
  eq(ai:addr(), '\0single')
  eq(ai:nameinfo().serv, '\0single')
  eq(ai.nothing, nil)
  local a, b = assert(socket.new(ai)), assert(socket.new(ai))
  eq(a:bind(), nil)
  eq(b:connect(ai), nil)
  eq(b:sendto('x', ai), 1)
  eq(b:sendmsg({ 'y', name = ai }), 1)
  eq(a:recv(), 'x')
  eq(a:recv(), 'y')
  a:close()
  b:close()
  raises("bad argument #1 to 'new' (llsocket.addrinfo expected, got table)", socket.new, { ai[1] })
  ai[1] = nil
  raises("bad argument #1 to 'new' (llsocket.addrinfo expected, got table)", socket.new, ai)
end)

case('unix.getaddrinfo', 'good', function()
  local arr, err = unix.getaddrinfo('/tmp/a', llsocket.SOCK_DGRAM, 0, llsocket.AI_PASSIVE)
  eq(err, nil)
  eq(#arr, 1)
  eq(arr[1]:family(), llsocket.AF_UNIX)
  eq(arr[1]:socktype(), llsocket.SOCK_DGRAM)
  eq(arr[1]:protocol(), 0)
  eq(arr[1]:addr(), '/tmp/a')
  eq(arr[1]:port(), nil)
  eq(unix.getaddrinfo('/tmp/a')[1]:socktype(), llsocket.SOCK_STREAM)
  eq(unix.getaddrinfo('\0a\0b\255')[1]:addr(), '\0a\0b\255')
  eq(unix.getaddrinfo('/tmp/\228\246')[1]:addr(), '/tmp/\228\246')
  eq(unix.getaddrinfo(('x'):rep(107))[1]:addr(), ('x'):rep(107))
  eq(unix.getaddrinfo('\0' .. ('x'):rep(107))[1]:addr(), '\0' .. ('x'):rep(107))
  eq(unix.getaddrinfo('')[1]:addr(), '')
end)

case('unix.getaddrinfo', 'errors', function()
  returns(pack(unix.getaddrinfo(('x'):rep(108))), nil, 'File name too long')
  returns(pack(unix.getaddrinfo('\0' .. ('x'):rep(108))), nil, 'File name too long')
  returns(pack(unix.getaddrinfo('a\0b')), nil, 'Invalid argument')
end)

case('unix.getaddrinfo', 'arguments', function()
  raises("bad argument #1 to 'getaddrinfo' (string expected, got no value)", unix.getaddrinfo)
  raises("bad argument #1 to 'getaddrinfo' (string expected, got nil)", unix.getaddrinfo, nil)
  raises("bad argument #2 to 'getaddrinfo' (integer expected, got string)", unix.getaddrinfo, 'a', 'b')
  raises("bad argument #4 to 'getaddrinfo' (integer expected, got string)", unix.getaddrinfo, 'a', 1, 0, 'b')
end)

case('addrinfo:nameinfo', 'good', function()
  local ai = inet.getaddrinfo('127.0.0.1', '80')[1]
  local ni, err = ai:nameinfo(llsocket.NI_NUMERICHOST, llsocket.NI_NUMERICSERV)
  eq(err, nil)
  eq(ni.host, '127.0.0.1')
  eq(ni.serv, '80')
  eq(inet.getaddrinfo6('::1', '0')[1]:nameinfo(llsocket.NI_NUMERICHOST + llsocket.NI_NUMERICSERV).host, '::1')
  eq(unix.getaddrinfo('\0a\0b')[1]:nameinfo().serv, '\0a\0b')
  eq(type(ai:nameinfo(llsocket.NI_NUMERICHOST).serv), 'string')
end)

case('addrinfo:nameinfo', 'errors', function()
  local ai = inet.getaddrinfo('240.0.0.1', '80')[1]
  returns(pack(ai:nameinfo(llsocket.NI_NUMERICHOST, llsocket.NI_NAMEREQD)), nil, 'Name or service not known')
  returns(pack(ai:nameinfo(0x40000000)), nil, 'Bad value for ai_flags')
end)

case('addrinfo:nameinfo', 'arguments', function()
  local ai = inet.getaddrinfo('127.0.0.1', '80')[1]
  raises("bad argument #1 to 'nameinfo' (integer expected, got string)", ai.nameinfo, ai, '1')
  raises("bad argument #2 to 'nameinfo' (integer expected, got boolean)", ai.nameinfo, ai, 1, true)
  raises("calling 'nameinfo' on bad self (llsocket.addrinfo expected, got no value)", ai.nameinfo)
  raises("calling 'nameinfo' on bad self (llsocket.addrinfo expected, got llsocket.socket)", ai.nameinfo, tcp())
end)

case('addrinfo accessors', 'arguments', function()
  local ai = inet.getaddrinfo('127.0.0.1', '80')[1]
  for _, name in ipairs({ 'family', 'socktype', 'protocol', 'canonname', 'addr', 'port' }) do
    raises("calling '" .. name .. "' on bad self (llsocket.addrinfo expected, got table)", ai[name], {})
  end
end)
