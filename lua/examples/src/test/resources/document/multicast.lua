local m = require('llsocket')
local function new(type, six)
  local f = six and m.inet.getaddrinfo6 or m.inet.getaddrinfo
  return m.socket.new(f(six and '::1' or '127.0.0.1', '0', type or m.SOCK_DGRAM)[1], false)
end
local stream = new(m.SOCK_STREAM)

for _, six in ipairs({ false, true }) do
  local s = new(m.SOCK_DGRAM, six)
  local group, source = six and 'ff02::114' or '239.1.2.3', six and '::1' or '127.0.0.1'
  out('socket:mcastloop', s:mcastloop())
  out('socket:mcastloop', s:mcastloop(false))
  out('socket:mcastloop', s:mcastloop())
  out('socket:mcastttl', s:mcastttl())
  out('socket:mcastttl', s:mcastttl(9))
  out('socket:mcastttl', s:mcastttl())
  out('socket:mcastttl', s:mcastttl(300))
  out('socket:mcastif', s:mcastif())
  out('socket:mcastif', s:mcastif('lo'))
  out('socket:mcastif', s:mcastif())
  out('socket:mcastif', s:mcastif('no such'))
  out('socket:mcastjoin', s:mcastjoin(group, 'lo'))
  out('socket:mcastjoin', s:mcastjoin(group, 'lo'))
  out('socket:mcastjoin', s:mcastjoin(source, 'lo'))
  out('socket:mcastjoin', s:mcastjoin('no such', 'lo'))
  out('socket:mcastjoin', s:mcastjoin(group, 'no such'))
  out('socket:mcastblocksrc', s:mcastblocksrc(group, source, 'lo'))
  out('socket:mcastunblocksrc', s:mcastunblocksrc(group, source, 'lo'))
  out('socket:mcastunblocksrc', s:mcastunblocksrc(group, source, 'lo'))
  out('socket:mcastleave', s:mcastleave(group, 'lo'))
  out('socket:mcastleave', s:mcastleave(group, 'lo'))
  out('socket:mcastjoinsrc', s:mcastjoinsrc(group, source, 'lo'))
  out('socket:mcastleavesrc', s:mcastleavesrc(group, source, 'lo'))
  out('socket:mcastleavesrc', s:mcastleavesrc(group, source, 'lo'))
end

for _, name in ipairs({ 'mcastloop', 'mcastttl', 'mcastif' }) do
  out('socket:' .. name, stream[name](stream))
end
for _, name in ipairs({ 'mcastjoin', 'mcastleave' }) do
  out('socket:' .. name, stream[name](stream, '239.1.2.3'))
end
for _, name in ipairs({ 'mcastjoinsrc', 'mcastleavesrc', 'mcastblocksrc', 'mcastunblocksrc' }) do
  out('socket:' .. name, stream[name](stream, '239.1.2.3', '127.0.0.1'))
end
