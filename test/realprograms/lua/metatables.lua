-- Metatables: operators, indexing, calls, inheritance, length, comparison, concatenation, iteration, integers.
local Vector = {}
Vector.__index = Vector
local function vector(x, y) return setmetatable({ x = x, y = y }, Vector) end
Vector.__add = function(a, b) return vector(a.x + b.x, a.y + b.y) end
Vector.__mul = function(a, b)
  if type(a) == "number" then return vector(a * b.x, a * b.y) end
  return type(b) == "number" and vector(a.x * b, a.y * b) or a.x * b.x + a.y * b.y
end
Vector.__unm = function(a) return vector(-a.x, -a.y) end
Vector.__eq = function(a, b) return a.x == b.x and a.y == b.y end
Vector.__lt = function(a, b) return a.x < b.x end
Vector.__le = function(a, b) return a.x <= b.x end
Vector.__len = function() return 2 end
Vector.__call = function(self, key) return self[key] end
Vector.__concat = function(a, b) return tostring(a) .. "~" .. tostring(b) end
Vector.__tostring = function(a) return "(" .. a.x .. "," .. a.y .. ")" end
local sum = vector(0, 0)
for i = 1, 100 do sum = sum + vector(i, -i) * 2 end
print(sum, -sum, sum * vector(1, 1), 3 * vector(1, 2), #sum, sum "x", sum .. vector(1, 1), sum .. "!")
print(vector(1, 2) == vector(1, 2), vector(1, 2) < vector(2, 0), vector(3, 0) <= vector(2, 0))

local Animal = {}
Animal.__index = Animal
function Animal.new(class, name) return setmetatable({ name = name }, class) end
function Animal:speak() return self.name .. " makes " .. self:sound() end
function Animal:sound() return "a sound" end
local Dog = setmetatable({}, { __index = Animal, __call = function(class, name) return class:new(name) end })
Dog.__index = Dog
function Dog:sound() return "woof (" .. Animal.sound(self) .. ")" end
print(Dog("Rex"):speak(), Animal:new("Cat"):speak())

local log = {}
local proxy = setmetatable({}, {
  __index = function(_, key) log[#log + 1] = "get " .. key return key .. "!" end,
  __newindex = function(t, key, value) log[#log + 1] = "set " .. key rawset(t, key, value) end,
  __pairs = function() return function(_, key) if not key then return 1, "one" end end, nil, nil end,
})
proxy.a = proxy.b
print(proxy.a, proxy.c, table.concat(log, ";"))
for key, value in pairs(proxy) do print(key, value) end

print(pcall(function() return {} + 1 end))
print(pcall(function() return {} < {} end))
print(getmetatable("").__index == string, getmetatable(setmetatable({}, { __metatable = "locked" })))
print(7 // 2, -7 // 2, 7 % -3, 2 ^ 10, 7 / 2, 1 << 62, ~0, 5 & 3, 5 | 3, 5 ~ 3, "10" + 5, 10 == 10.0)
print(math.maxinteger + 1 == math.mininteger, 1 // 0.0, math.tointeger(3.0), 3 | 0, math.type(2 ^ 53))
