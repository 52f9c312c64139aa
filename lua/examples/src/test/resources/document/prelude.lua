-- Prints the name of a function and the values that a call returned. The programs here need only this
-- file and the module: any implementation of the document must print what the .txt files contain.
local function text(v)
  if type(v) == 'string' then
    return #v > 80 and '<' .. #v .. ' bytes>' or string.format('%q', v)
  elseif type(v) == 'number' then
    return (tostring(v):gsub('%.0$', ''))
  elseif type(v) == 'userdata' then
    return tostring(v):match('^[%w.]+')
  elseif type(v) ~= 'table' then
    return tostring(v)
  end
  local fields = {}
  for _, each in ipairs(v) do
    fields[#fields + 1] = text(each)
  end
  for _, name in ipairs({ 'host', 'serv' }) do
    if v[name] then fields[#fields + 1] = name .. '=' .. text(v[name]) end
  end
  return '{' .. table.concat(fields, ' ') .. '}'
end

function out(name, ...)
  local line = { name }
  for i = 1, select('#', ...) do
    line[i + 1] = text((select(i, ...)))
  end
  print(table.concat(line, ' '))
end
