-- lookup.lua: HOST [SERVICE]: addresses of a host, IPv4 and IPv6, and the names of each.
local llsocket = require('llsocket')
local host, service = arg[1] or 'localhost', arg[2] or '80'

for _, family in ipairs({ 'getaddrinfo', 'getaddrinfo6' }) do
  local arr, err = llsocket.inet[family](host, service, llsocket.SOCK_STREAM)
  if not arr then
    print(family, err)
  else
    for i, ai in ipairs(arr) do
      local ni, nerr = ai:nameinfo(llsocket.NI_NUMERICHOST, llsocket.NI_NUMERICSERV)
      print(family, i, ni and ni.host or nerr, ni and ni.serv)
    end
  end
end

local arr, err = llsocket.inet.getaddrinfo('no.such.host.invalid', service, llsocket.SOCK_STREAM, 0,
                                           llsocket.AI_NUMERICHOST)
print(arr, err)
