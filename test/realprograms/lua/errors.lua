-- Errors: pcall, xpcall with handlers, error objects, levels, nesting, stack overflow, tracebacks, assert, goto.
print(pcall(error))
print(pcall(error, "plain", 0))
print(select(2, pcall(error, { code = 42 })).code)
print(select(2, pcall(function() local t = nil; return t.field end)):gsub("^[^:]*:%d+: ", ""))
print(select(2, pcall(function() return #5 end)):gsub("^[^:]*:%d+: ", ""))
print(select(2, pcall(function() return ("x")() end)):gsub("^[^:]*:%d+: ", ""))
print(xpcall(function(...) return select("#", ...), ... end, print, 1, nil, 3))
print(xpcall(function() error("oops", 0) end, function(message) return message:upper() end))
print(select(2, xpcall(function() error("first", 0) end, function() error("in handler", 0) end)) ~= nil)

local depth = 0
local function recurse()
  depth = depth + 1
  return 1 + recurse()
end
local ok, message = pcall(recurse)
print(ok, message:match("stack overflow"), depth > 1000)

local function nested(n)
  if n == 0 then error("bottom", 0) end
  local ok, message = pcall(nested, n - 1)
  error(message .. "<" .. n, 0)
end
print(pcall(nested, 50))

local function traced() error("trace me") end
local ok, trace = xpcall(traced, debug.traceback)
print(ok, select(2, trace:gsub("\n", "\n")) > 2, trace:match("trace me"))
print(pcall(assert, false, "asserted"), pcall(assert, nil), assert(1, 2, 3))
print(pcall(string.rep), (select(2, pcall(setmetatable, 1, {}))))

local retries = 0
::again::
retries = retries + 1
if not pcall(function() if retries < 5 then error() end end) then goto again end
print(retries)

local caught = 0
for i = 1, 20000 do
  if not pcall(function() if i % 3 == 0 then error({ i }) end end) then caught = caught + 1 end
end
print(caught)
