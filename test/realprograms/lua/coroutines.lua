-- Coroutines: generators, producer and consumer, errors inside, wrap, close, yield across pcall and metamethods.
local function permutations(items)
  local function permute(n)
    if n == 1 then coroutine.yield(table.concat(items)) return end
    for i = 1, n do
      items[i], items[n] = items[n], items[i]
      permute(n - 1)
      items[i], items[n] = items[n], items[i]
    end
  end
  return coroutine.wrap(function() permute(#items) end)
end
local all = {}
for permutation in permutations({ "a", "b", "c", "d" }) do all[#all + 1] = permutation end
print(#all, table.concat(all, " "))

local producer = coroutine.create(function(first)
  local got = first
  for i = 1, 5 do got = coroutine.yield(i * 10, got) end
  return "done", got
end)
for i = 1, 7 do print(i, coroutine.status(producer), coroutine.resume(producer, "message " .. i)) end

local _, problem = coroutine.resume(coroutine.create(function() error({ code = 7 }) end))
print(problem.code)

local guarded = coroutine.wrap(function()
  local ok, message = pcall(function()
    coroutine.yield("inside pcall")
    error("after the yield", 0)
  end)
  coroutine.yield(ok, message)
  local object = setmetatable({}, { __add = function(_, n) return coroutine.yield("in __add", n) end })
  return object + 5
end)
print(guarded())
print(guarded())
print(guarded())
print(guarded("result of __add"))
print(pcall(guarded))

local suspended = coroutine.create(function()
  local guard <close> = setmetatable({}, { __close = function() print("closed") end })
  coroutine.yield()
end)
coroutine.resume(suspended)
print(coroutine.close(suspended), coroutine.status(suspended))

-- Many at once, round robin.
local ring, total = {}, 0
for i = 1, 200 do
  ring[i] = coroutine.wrap(function() for round = 1, 20 do coroutine.yield(i * round) end end)
end
for _ = 1, 20 do for i = 1, 200 do total = total + ring[i]() end end
print(total, coroutine.isyieldable(), select(2, coroutine.running()))
