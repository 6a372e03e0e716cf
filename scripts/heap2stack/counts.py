"""What a run of a program allocated, by call stack: read from the counter's files, saved to a file and back.

The counter (scripts/count/heap_count.c) leaves one file for each program that was started, in the format of
scripts/count/stack_table.h, with addresses. They are turned into source lines at once, while the programs that ran are
still there unchanged.
"""
import json
import mmap
import os
import struct
from collections import defaultdict

from heap2stack.symbols import Location
from heap2stack.tools import UserError, printable

SYSTEM_LIBRARIES = ("/lib/", "/lib32/", "/lib64/", "/usr/lib/", "/usr/lib32/", "/usr/lib64/")

FORMAT = "heap2stack-count 1"

MAGIC, VERSION = b"h2scount", 1
MODULES, STACKS, FRAMES = 1024, 65536, 16
MODULE_EMPTY = 0
HEADER = struct.Struct("=8sIIQQQQQ")
MODULE = struct.Struct("=IIQQQ4096s")
STACK = struct.Struct("=QQII")
FRAME = struct.Struct("=QII")
STACK_SIZE = STACK.size + FRAMES * FRAME.size
FIRST_STACK = HEADER.size + MODULES * MODULE.size
TABLE_SIZE = FIRST_STACK + STACKS * STACK_SIZE + 4 * STACKS * 4


class Frame:
    """One frame of a call stack: where in the source the call is. Several locations where calls were inlined."""

    def __init__(self, module, is_program, locations):
        self.module = module          # path of the program or library
        self.is_program = is_program  # not a library
        self.locations = locations    # innermost first; at least one

    @property
    def is_own(self):
        """Code of the project, as far as that can be told: of the program, or of a library that is not the
        system's and has debug information."""
        return self.is_program or self.has_line and not self.module.startswith(SYSTEM_LIBRARIES)

    @property
    def has_line(self):
        return any(location.line for location in self.locations)

    @property
    def function(self):
        """The function as the linker calls it, into which the others were inlined."""
        return self.locations[-1].function


class Stack:
    """The allocations of one call stack; the frame that calls the allocation function comes first."""

    def __init__(self, frames, allocations, size):
        self.frames = frames
        self.allocations = allocations
        self.bytes = size

    @property
    def is_own(self):
        return bool(self.frames) and self.frames[0].is_own


class Counts:
    """A run of a command."""

    def __init__(self):
        self.command = []
        self.exit_status = 0
        self.processes = 0
        self.allocations = self.bytes = 0  # all, also those without a stack
        self.peak_stack = 0                # most of any process that exited by itself, bytes
        self.bypassed = 0                  # programs with an allocator of their own, which is not counted
        self.unreadable = []               # programs and libraries that could not be read for source lines
        self.stacks = []

    @property
    def own(self):
        """Allocations and bytes that the project's own code asked for."""
        own = [stack for stack in self.stacks if stack.is_own]
        return sum(stack.allocations for stack in own), sum(stack.bytes for stack in own)

    @property
    def unattributed(self):
        """Allocations without a stack: before the counter was ready, or more stacks than it keeps."""
        return max(0, self.allocations - sum(stack.allocations for stack in self.stacks))


# ---- The counter's files ----


def read_table(path):
    """Reads one of the counter's files: the numbers of its header, and (frames, allocations, bytes) for each
    stack; a frame is (module, is program, address in the module's file). None if the file is not complete."""
    with open(path, "rb") as file:
        if os.fstat(file.fileno()).st_size != TABLE_SIZE:
            return None
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            magic, version, *numbers, stack_count = HEADER.unpack_from(content)
            if magic != MAGIC or version != VERSION:
                return None
            modules = read_modules(content)
            stacks = [read_stack(content, FIRST_STACK + index * STACK_SIZE, modules)
                      for index in range(min(stack_count, STACKS))]
    return numbers, [stack for stack in stacks if stack[1]]


def read_modules(content):
    modules = []
    for index in range(MODULES):
        state, is_program, base, _, _, name = MODULE.unpack_from(content, HEADER.size + index * MODULE.size)
        if state == MODULE_EMPTY:
            break
        modules.append((os.fsdecode(name.split(b"\0", 1)[0]), bool(is_program), base))
    return modules


def read_stack(content, offset, modules):
    allocations, size, depth, _ = STACK.unpack_from(content, offset)
    frames = []
    for index in range(min(depth, FRAMES)):
        address, module, _ = FRAME.unpack_from(content, offset + STACK.size + index * FRAME.size)
        # A call returns to the instruction after it: one byte less is in the call.
        name, is_program, base = modules[module] if module < len(modules) else ("", False, 0)
        frames.append((name, is_program, max(0, address - base - 1)))
    return tuple(frames), allocations, size


def read_tables(folder, symbolizer):
    """Adds up the counter's files in `folder`."""
    counts = Counts()
    totals = defaultdict(lambda: [0, 0])
    for name in sorted(os.listdir(folder)):
        table = read_table(os.path.join(folder, name))
        if table is None:
            continue
        (processes, allocations, size, bypassed, peak_stack), stacks = table
        counts.processes += processes
        counts.allocations += allocations
        counts.bytes += size
        counts.bypassed += bypassed
        counts.peak_stack = max(counts.peak_stack, peak_stack)
        for frames, allocations, size in stacks:
            totals[frames][0] += allocations
            totals[frames][1] += size
    locations = locate(totals, symbolizer, counts)
    for frames, (allocations, size) in totals.items():
        frames = [Frame(module, is_program, locations[module, address]) for module, is_program, address in frames]
        counts.stacks.append(Stack(frames, allocations, size))
    return counts


def locate(stacks, symbolizer, counts):
    """The locations of every (module, address) in the stacks."""
    addresses = defaultdict(set)
    for frames in stacks:
        for module, _, address in frames:
            addresses[module].add(address)
    found = {}
    for module in sorted(addresses):
        wanted = sorted(addresses[module])
        answers = symbolizer(module, wanted) if os.path.isfile(module) else None
        if answers is None:
            counts.unreadable.append(module or "(code without a file)")
            answers = [[] for _ in wanted]
        for address, locations in zip(wanted, answers):
            found[module, address] = locations or [Location("", "", 0, 0)]
    return found


# ---- Saved runs ----


def save(counts, path):
    """Writes a run to a file, so that it can be compared and reported later."""
    frames, indexes = [], {}

    def index_of(frame):
        key = (frame.module, frame.is_program, tuple(frame.locations))
        if key not in indexes:
            indexes[key] = len(frames)
            frames.append([frame.module, frame.is_program, [list(location) for location in frame.locations]])
        return indexes[key]

    content = {
        "format": FORMAT, "command": counts.command, "exit_status": counts.exit_status,
        "processes": counts.processes, "allocations": counts.allocations, "bytes": counts.bytes,
        "bypassed": counts.bypassed,
        "peak_stack": counts.peak_stack, "unreadable": counts.unreadable,
        "stacks": [[[index_of(frame) for frame in stack.frames], stack.allocations, stack.bytes]
                   for stack in counts.stacks],
        "frames": frames,
    }
    try:
        with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
            json.dump(content, file, separators=(",", ":"), ensure_ascii=False)
            file.write("\n")
    except OSError as error:
        raise UserError(f"{printable(path)}: {error.strerror}") from None


def load(path):
    """Reads what save() wrote."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            content = json.load(file)
        if content["format"] != FORMAT:
            raise ValueError
        return from_content(content)
    except OSError as error:
        raise UserError(f"{printable(path)}: {error.strerror}") from None
    except json.JSONDecodeError as error:
        raise UserError(f"{printable(path)}:{error.lineno}: not a file that heap2stack-count --save wrote") from None
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError, RecursionError):
        raise UserError(f"{printable(path)}: not a file that heap2stack-count --save wrote") from None


def from_content(content):
    counts = Counts()
    frames = []
    for module, is_program, locations in content["frames"]:
        if not locations:
            raise ValueError
        frames.append(Frame(str(module), bool(is_program),
                            [Location(str(function), str(file), int(line), int(column))
                             for function, file, line, column in locations]))
    for indexes, allocations, size in content["stacks"]:
        counts.stacks.append(Stack([frames[int(index)] for index in indexes], int(allocations), int(size)))
    counts.command = [str(word) for word in content["command"]]
    counts.unreadable = [str(module) for module in content["unreadable"]]
    for name in ("exit_status", "processes", "allocations", "bytes", "bypassed", "peak_stack"):
        setattr(counts, name, int(content[name]))
    return counts
