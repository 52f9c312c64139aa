-- sendfile.lua [FILE]: sends a file (this one) through a socket without reading it.
local llsocket = require('llsocket')
local path = arg[1] or arg[0]

local handle = assert(io.open(path, 'rb'))
local content = handle:read('*a')
local pair = assert(llsocket.socket.pair(llsocket.SOCK_STREAM))

local file = assert(llsocket.open(path))
local len, err, again = pair[1]:sendfile(file:fd(), #content)
print('sent', len == #content, err, again)
len, err, again = pair[1]:sendfile(file, 10, 5)
print('a part', len, err, again)
len, err, again = pair[1]:sendfile(handle, 10, 5) -- an io file: read and sent
print('from an io file', len, err, again)
pair[1]:close()

local got = {}
repeat
  local msg = pair[2]:recv(65536)
  got[#got + 1] = msg
until not msg
local all = table.concat(got)
print('arrived', all == content .. content:sub(6, 15):rep(2))
file:close()
handle:close()

local missing
missing, err = llsocket.open('/no/such/file')
print(missing, err)
