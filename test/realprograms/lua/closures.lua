-- Closures and upvalues: shared, per iteration, deep, recursive; varargs; tail calls; to-be-closed variables.
local function counter()
  local n = 0
  return function() n = n + 1 return n end, function() return n end
end
local step, read = counter()
for _ = 1, 10 do step() end
print(read())

local functions = {}
for i = 1, 5 do functions[i] = function(x) i = i + x return i end end
for i = 1, 5 do io.write(functions[i](10), " ", functions[i](1), " ") end
print()

local function curry(f, n, ...)
  if n == 0 then return f(...) end
  local outer = table.pack(...)
  return function(x)
    local arguments = { table.unpack(outer, 1, outer.n) }
    arguments[#arguments + 1] = x
    return curry(f, n - 1, table.unpack(arguments))
  end
end
print(curry(function(a, b, c) return a * b + c end, 3)(6)(7)(8))

local function loop(n, total)
  if n == 0 then return total end
  return loop(n - 1, total + n)
end
print(loop(100000, 0))

local function fib(n) return n < 2 and n or fib(n - 1) + fib(n - 2) end
print(fib(22), select(-1, 1, 2, 3), (select("#")))

local memory = {}
local function hanoi(n, from, to, via)
  if n == 0 then return 0 end
  memory[n] = (memory[n] or 0) + 1
  return hanoi(n - 1, from, via, to) + 1 + hanoi(n - 1, via, to, from)
end
print(hanoi(10, "a", "b", "c"), memory[1], memory[10])

do
  local log = {}
  local function resource(name)
    return setmetatable({}, { __close = function(_, problem) log[#log + 1] = name .. ":" .. tostring(problem) end })
  end
  do
    local first <close> = resource("first")
    local second <close> = resource("second")
  end
  pcall(function()
    local third <close> = resource("third")
    error("stop", 0)
  end)
  print(table.concat(log, " "))
end
