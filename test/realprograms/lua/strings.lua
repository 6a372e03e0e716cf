-- String building: concatenation, buffers, patterns, replacement, formatting, packing.
local parts = {}
for i = 1, 2000 do parts[#parts + 1] = ("%d:%s"):format(i, string.char(97 + i % 26)) end
local text = table.concat(parts, ",")
print(#text, text:sub(1, 30), text:sub(-12))

local piece = ""
for i = 1, 500 do piece = piece .. i .. ";" end
print(#piece, piece:reverse():sub(1, 10), piece:upper():lower() == piece)

local words = {}
for word in ("the quick brown fox jumps over the lazy dog"):gmatch("%a+") do words[#words + 1] = word end
print(#words, table.concat(words, "|"))
print((text:gsub("(%d+):(%a)", function(n, c) return tonumber(n) % 500 == 0 and c:rep(3) or "" end)):gsub(",+", ","))
print(("hello world"):gsub("o", { o = "0" }))
print(("key = value # note"):match("^(%w+)%s*=%s*(%w+)"))
print(("a,b,,c"):find(",,", 1, true), ("[x]"):find("[%]]"), ("f(a(b)c)d"):match("%b()"))
print(("%5.2f|%-8s|%08.3f|%x|%q|%g|%i|%a"):format(3.14159, "left", -2.5, 255, 'quo"te\n', 1e20, 42, 0.5))
print(("%s %s %s"):format(nil, true, setmetatable({}, { __tostring = function() return "custom" end })))
print(("x"):rep(10, "-"), ("ab"):byte(1, -1))

local packed = string.pack("<i4 z s2 d", -7, "zero", "sized", 1.25)
print(#packed, string.unpack("<i4 z s2 d", packed))
print(pcall(string.unpack, "<i8", "short"))
print(pcall(string.rep, "x", -1), pcall(string.format, "%d", 1.5))
print(utf8.char(72, 228, 8364, 128512), utf8.len("häß€"), #utf8.char(8364))
for position, code in utf8.codes("aé€") do io.write(position, "=", code, " ") end
print()
