-- Whole programs in small: eight queens, a JSON writer and reader, a priority queue, word counts, an LCG.
local function queens(n)
  local columns, up, down, solutions = {}, {}, {}, 0
  local function place(row)
    if row > n then solutions = solutions + 1 return end
    for c = 1, n do
      if not (columns[c] or up[row + c] or down[row - c]) then
        columns[c], up[row + c], down[row - c] = true, true, true
        place(row + 1)
        columns[c], up[row + c], down[row - c] = nil, nil, nil
      end
    end
  end
  place(1)
  return solutions
end
print(queens(6), queens(7), queens(8))

local function encode(value)
  if type(value) ~= "table" then return type(value) == "string" and ("%q"):format(value) or tostring(value) end
  local out = {}
  if #value > 0 then
    for i, item in ipairs(value) do out[i] = encode(item) end
    return "[" .. table.concat(out, ",") .. "]"
  end
  for key, item in pairs(value) do out[#out + 1] = ("%q:%s"):format(key, encode(item)) end
  table.sort(out)
  return "{" .. table.concat(out, ",") .. "}"
end
local function decode(text)
  local position = 1
  local function peek() position = text:find("%S", position) return text:sub(position, position) end
  local function value()
    local c = peek()
    if c == "{" or c == "[" then
      local result, close = {}, c == "{" and "}" or "]"
      position = position + 1
      while peek() ~= close do
        if c == "{" then
          local key = value()
          assert(peek() == ":")
          position = position + 1
          result[key] = value()
        else
          result[#result + 1] = value()
        end
        if peek() == "," then position = position + 1 end
      end
      position = position + 1
      return result
    elseif c == '"' then
      local _, stop, content = text:find('^"([^"]*)"', position)
      position = stop + 1
      return content
    end
    local _, stop, word = text:find("^([%w.+-]+)", position)
    position = stop + 1
    if word == "true" or word == "false" then return word == "true" end
    return tonumber(word)
  end
  return value()
end
local document = { name = "x", list = { 1, 2.5, { deep = { true, false, "s" } } }, empty = "" }
local text = encode(document)
print(text, encode(decode(text)) == text)
for _ = 1, 200 do text = encode(decode(text)) end
print(#text)

local state = 12345
local function random(n)
  state = (state * 1103515245 + 12345) % 2147483648
  return state // 65536 % n
end
local heap = {}
local function push(x)
  local i = #heap + 1
  heap[i] = x
  while i > 1 and heap[i // 2] > heap[i] do heap[i], heap[i // 2], i = heap[i // 2], heap[i], i // 2 end
end
local function pop()
  local top, i = heap[1], 1
  heap[1] = heap[#heap]
  heap[#heap] = nil
  while true do
    local child = 2 * i
    if child > #heap then return top end
    if child < #heap and heap[child + 1] < heap[child] then child = child + 1 end
    if heap[i] <= heap[child] then return top end
    heap[i], heap[child], i = heap[child], heap[i], child
  end
end
for _ = 1, 5000 do push(random(100000)) end
local last, ordered = -1, true
for _ = 1, 5000 do
  local x = pop()
  ordered, last = ordered and last <= x, x
end
print(ordered, last, #heap)

local counts = {}
for _ = 1, 5000 do
  local word = string.char(97 + random(5), 97 + random(5))
  counts[word] = (counts[word] or 0) + 1
end
local words = {}
for word in pairs(counts) do words[#words + 1] = word end
table.sort(words, function(a, b) return counts[a] > counts[b] or counts[a] == counts[b] and a < b end)
for i = 1, 5 do io.write(words[i], "=", counts[words[i]], " ") end
print()
