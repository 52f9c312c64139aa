-- multicast.lua [IFNAME]: joins a group on an interface, sends to it, and receives what it sent;
-- then only from a source, and not from one that is blocked.
local llsocket = require('llsocket')
local ifname = arg[1] or 'lo'
local group = '239.255.42.99'

local any = assert(llsocket.inet.getaddrinfo('0.0.0.0', '0', llsocket.SOCK_DGRAM))[1]
local sock = assert(llsocket.socket.new(any, false))
assert(sock:bind() == nil)
local port = sock:getsockname():port()
local to = assert(llsocket.inet.getaddrinfo(group, string.format('%d', port), llsocket.SOCK_DGRAM))[1]

print('mcastif', sock:mcastif(ifname), sock:mcastif())
print('mcastloop', sock:mcastloop(true), sock:mcastloop())
print('mcastttl', sock:mcastttl(1), sock:mcastttl())
sock:rcvtimeo(0.5)

print('join', sock:mcastjoin(group, ifname))
print('send', sock:sendto('to all', to))
print('recv', sock:recv())

print('block', sock:mcastblocksrc(group, '127.0.0.1', ifname))
sock:sendto('from a blocked source', to)
print('recv', sock:recv())
print('unblock', sock:mcastunblocksrc(group, '127.0.0.1', ifname))
print('leave', sock:mcastleave(group, ifname))

print('join source', sock:mcastjoinsrc(group, '127.0.0.1', ifname))
sock:sendto('from the source', to)
print('recv', sock:recv())
print('leave source', sock:mcastleavesrc(group, '127.0.0.1', ifname))
print('leave again', sock:mcastleave(group, ifname))
sock:close()
