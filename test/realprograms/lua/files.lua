-- Files: write, append, seek, read in every format, lines, buffering, errors, a temporary file, os functions.
local name = "files.tmp"
local file = assert(io.open(name, "w"))
for i = 1, 500 do assert(file:write(i, " ", i * i, " line ", ("x"):rep(i % 60), "\n")) end
print(file:seek("cur"), io.type(file), file:close(), io.type(file))

local lines, bytes = 0, 0
for line in io.lines(name) do lines, bytes = lines + 1, bytes + #line end
print(lines, bytes)

file = assert(io.open(name, "r+"))
print(file:read("n", "n", "l"))
print(file:read(10), #file:read(2000), file:seek("set", 5), file:read("L"))
print(file:seek("end"), file:read("a"), file:read("l"), file:read(0))
file:setvbuf("full", 128)
file:seek("set", 0)
file:write("overwritten")
file:flush()
file:seek("set", 0)
print(file:read("l"))
file:close()

file = assert(io.open(name, "a"))
file:write("0x1F 1e3 -7 .5 word\n")
file:close()
file = assert(io.open(name))
file:seek("end", -20)
print(file:read("n", "n", "n", "n", "n"))
file:close()

print(io.open("no/such/file"))
print(pcall(io.lines, "no such file"))
print(pcall(file.read, file))
print(os.rename(name, name .. "2"), os.remove(name .. "2"), os.remove(name .. "2"))

local temporary <close> = io.tmpfile()
temporary:write("temporary")
temporary:seek("set")
print(temporary:read("a"))
for a, b in (function() temporary:seek("set") return temporary:lines(1, 2) end)() do io.write(a, ",", b, ";") end
print()
print(os.date("!%Y-%m-%d %H:%M:%S", 86400 * 365), os.time { year = 2000, month = 1, day = 1, hour = 12 } > 0)
print(os.getenv("no such variable"), os.date("!*t", 0).year, os.clock() >= 0)
