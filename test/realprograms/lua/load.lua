-- The compiler: load from strings and functions, syntax errors, dump and undump, environments, require, debug.
print(load("return 1 + 2 * 3")())
local pieces, position = { "local a, b = ... ", "return a ", ".. b ", ".. '!'" }, 0
print(load(function() position = position + 1 return pieces[position] end, "pieces")("x", "y"))
for _, source in ipairs { "x =", "for", "return 'open", "goto nowhere", "local x <const> = 1; x = 2", "x = }", "break" } do
  print(load(source, "=source"))
end

local environment = { print = print }
load("x = 5; y = x * 2; z = print ~= nil", "chunk", "t", environment)()
print(environment.x, environment.y, environment.z, x)

local function original(n) local t = {} for i = 1, n do t[i] = i * i end return table.concat(t, " ") end
local dumped = string.dump(original, true)
print(load(dumped, "dumped", "b", { table = table })(10), load(dumped, "dumped", "t"))
print(pcall(load(dumped:sub(1, 20), "short", "b") or error))

-- A large generated chunk: many constants, many locals, deep nesting.
local source = { "local t = {} " }
for i = 1, 3000 do source[#source + 1] = ("t[%d] = 'constant %d' .. %d.5 "):format(i, i, i) end
source[#source + 1] = "return #t, t[1], t[3000]"
print(load(table.concat(source))())
local nested = ("("):rep(150) .. "1" .. (")"):rep(150)
print(load("return " .. nested)(), (load("return " .. ("("):rep(300) .. "1" .. (")"):rep(300))))
local locals = {}
for i = 1, 201 do locals[i] = "local v" .. i .. " = " .. i end
print((load(table.concat(locals, " "))), load(table.concat(locals, " ", 1, 200) .. " return v1 + v200")())

package.preload.answer = function(name, extra) return { name = name, extra = extra, value = 42 } end
print(require("answer").value, require("answer") == require("answer"), package.loaded.answer.name)
print((select(2, pcall(require, "no.such.module")):match("module 'no.such.module' not found")))

local info = debug.getinfo(original, "SLnu")
print(info.what, info.nparams, info.isvararg, info.short_src:match("load.lua$"))
local count = 0
debug.sethook(function() count = count + 1 end, "", 1000)
for _ = 1, 100000 do end
debug.sethook()
print(count > 10, debug.getlocal(original, 1), debug.getupvalue(function() return count end, 1))
