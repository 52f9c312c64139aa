-- What the cases use. The variable "wanted" names the one that is to run.
llsocket = require('llsocket')
inet, unix, socket = llsocket.inet, llsocket.unix, llsocket.socket
pack = table.pack

function case(name, kind, body)
  if wanted == name .. ' ' .. kind then
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

-- Whether a call, packed, returned exactly these values.
function returns(got, ...)
  local should = pack(...)
  for i = 1, math.max(got.n, should.n) do
    if got[i] ~= should[i] then
      error('value ' .. i .. ' is ' .. show(got[i]) .. ', not ' .. show(should[i]), 2)
    end
  end
end

-- Whether a call raises an error that ends so.
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
