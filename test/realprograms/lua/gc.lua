-- The collector: both modes, finalizers, weak tables, ephemerons, much garbage, memory that comes back.
local function churn(n)
  local live = {}
  for i = 1, n do
    live[i % 100 + 1] = { i, tostring(i), { nested = { i } }, function() return i end }
  end
  local sum = 0
  for i = 1, 100 do sum = sum + live[i][1] + live[i][3].nested[1] + live[i][4]() end
  return sum
end
for _, mode in ipairs { "incremental", "generational" } do
  collectgarbage(mode)
  print(mode, churn(50000))
  collectgarbage()
end
collectgarbage("incremental")

local finalized = 0
for _ = 1, 1000 do setmetatable({}, { __gc = function() finalized = finalized + 1 end }) end
collectgarbage()
collectgarbage()
print(finalized)

local weak_values, weak_keys = setmetatable({}, { __mode = "v" }), setmetatable({}, { __mode = "k" })
local kept = {}
for i = 1, 100 do
  local object = { i }
  weak_values[i], weak_keys[object] = object, { object }
  if i % 10 == 0 then kept[#kept + 1] = object end
end
collectgarbage()
local values, keys = 0, 0
for _ in pairs(weak_values) do values = values + 1 end
for _ in pairs(weak_keys) do keys = keys + 1 end
print(values, keys, #kept)

local before = collectgarbage("count")
local big = {}
for i = 1, 100000 do big[i] = { i } end
local grown = collectgarbage("count") > before + 1000
big = nil
collectgarbage()
print(grown, collectgarbage("count") < before + 500)
collectgarbage("stop")
print(collectgarbage("isrunning"))
collectgarbage("restart")
for _ = 1, 10 do collectgarbage("step", 10) end

-- A finalizer that runs when the state closes, after the last line.
setmetatable({}, { __gc = function() print("closed") end })
