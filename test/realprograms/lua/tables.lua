-- Tables: array and hash parts, insert, remove, move, pack, sort with and without comparison, next.
local list = {}
for i = 1, 1000 do table.insert(list, (i * 7919) % 1009) end
table.sort(list)
print(#list, list[1], list[500], list[1000])
table.sort(list, function(a, b) return a > b end)
print(list[1], list[500], list[1000])

for _ = 1, 990 do table.remove(list) end
for _ = 1, 5 do table.remove(list, 1) end
table.insert(list, 3, "middle")
print(table.concat(list, " "))
print(table.unpack(table.move({ 1, 2, 3, 4, 5 }, 2, 5, 1)))
local packed = table.pack(1, nil, 3, nil)
print(packed.n, #{ table.unpack(packed, 1, packed.n) } >= 0, select("#", table.unpack(packed, 1, packed.n)))

local hash = {}
for i = 1, 5000 do hash["key" .. i % 700] = (hash["key" .. i % 700] or 0) + i end
for i = 1, 700, 2 do hash["key" .. i] = nil end
local keys = {}
for key in pairs(hash) do keys[#keys + 1] = key end
table.sort(keys)
local sum = 0
for _, key in ipairs(keys) do sum = sum + hash[key] end
print(#keys, keys[1], keys[#keys], sum)

local mixed = { 10, 20, 30, x = 1, [2.0] = "two", [1.5] = "float", [true] = "boolean" }
print(mixed[1], mixed[2], mixed[1.5], mixed[true], mixed.x, #mixed)
print(pcall(function() mixed[nil] = 1 end))
print(pcall(table.sort, { 3, "x", 1 }))
print(pcall(table.concat, { 1, {}, 3 }))

-- A matrix product and a sieve, for the array part.
local n, a = 30, {}
for i = 1, n do
  a[i] = {}
  for j = 1, n do a[i][j] = (i * j) % 7 end
end
local trace = 0
for i = 1, n do
  for k = 1, n do trace = trace + a[i][k] * a[k][i] end
end
local prime, primes = {}, 0
for i = 2, 10000 do
  if prime[i] == nil then
    primes = primes + 1
    for j = i * i, 10000, i do prime[j] = false end
  end
end
print(trace, primes)
