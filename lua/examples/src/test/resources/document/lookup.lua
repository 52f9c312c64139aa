local m = require('llsocket')
local inet, unix = m.inet, m.unix
local NUMERIC = m.AI_NUMERICHOST

out('inet.getaddrinfo', inet.getaddrinfo('127.0.0.1'))
out('inet.getaddrinfo', inet.getaddrinfo('127.0.0.1', '80', m.SOCK_DGRAM, m.IPPROTO_UDP, NUMERIC, m.AI_NUMERICSERV))
out('inet.getaddrinfo', inet.getaddrinfo('no such host', '80', m.SOCK_STREAM, m.IPPROTO_TCP, NUMERIC))
out('inet.getaddrinfo', inet.getaddrinfo('127.0.0.1', 'http', m.SOCK_STREAM, 0, m.AI_NUMERICSERV))
out('inet.getaddrinfo', inet.getaddrinfo('127.0.0.1', '80', 77))

out('inet.getaddrinfo6', inet.getaddrinfo6('::1'))
out('inet.getaddrinfo6', inet.getaddrinfo6('::1', '80', m.SOCK_STREAM, m.IPPROTO_TCP, NUMERIC, m.AI_NUMERICSERV))
out('inet.getaddrinfo6', inet.getaddrinfo6('no such host', '80', m.SOCK_STREAM, m.IPPROTO_TCP, NUMERIC))

out('unix.getaddrinfo', unix.getaddrinfo('/tmp/s'))
out('unix.getaddrinfo', unix.getaddrinfo('/tmp/s', m.SOCK_DGRAM, 0, 0))
out('unix.getaddrinfo', unix.getaddrinfo(('x'):rep(108)))

local hosts = m.NI_NUMERICHOST
out('addrinfo:nameinfo', inet.getaddrinfo('127.0.0.1', '65000')[1]:nameinfo(hosts, m.NI_NUMERICSERV))
out('addrinfo:nameinfo', inet.getaddrinfo6('::1', '65000')[1]:nameinfo(hosts, m.NI_NUMERICSERV))
out('addrinfo:nameinfo', inet.getaddrinfo('127.0.0.1', '80')[1]:nameinfo(1048576))
