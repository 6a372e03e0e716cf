"""Tells before a command is run whether the counter can be loaded into it."""
import os
import shutil
import stat
import struct
import sys

from heap2stack.tools import UserError, printable

ELF_MAGIC = b"\x7fELF"
CLASS_64, CLASS_32 = 2, 1
PT_INTERP = 3
MOST_INTERPRETERS = 4  # of scripts; the kernel's own limit is alike


def find_command(name):
    """The path of the program that a command names."""
    path = name if "/" in name else shutil.which(name)
    if not path or not os.path.exists(path):
        raise UserError(f"no such command: {printable(name)}")
    if not os.path.isfile(path) or not os.access(path, os.X_OK):
        raise UserError(f"not a program: {printable(path)}")
    return path


def check_countable(path, depth=0):
    """Raises a UserError if no library can be loaded into the program at `path`, or into its interpreter."""
    try:
        mode = os.stat(path).st_mode
        with open(path, "rb") as file:
            start = file.read(4096)
            if start.startswith(ELF_MAGIC):
                check_program(printable(path), mode, file, start)
                return
    except OSError:
        return  # not for us to read; running it tells
    if start.startswith(b"#!") and depth < MOST_INTERPRETERS:
        words = start[2:].split(b"\n", 1)[0].split()
        if words and os.path.isfile(words[0]):
            check_countable(os.fsdecode(words[0]), depth + 1)


def check_program(name, mode, file, start):
    """The same for an open ELF file that begins with `start`."""
    if mode & (stat.S_ISUID | stat.S_ISGID):
        raise UserError(f"{name} runs with another user's or group's rights (set-user-ID): the loader takes no "
                        "counter into it, so its allocations cannot be counted")
    if len(start) < 64 or start[4] != (CLASS_64 if sys.maxsize > 2**32 else CLASS_32):
        raise UserError(f"{name} is a program for another machine or word size than the counter: its "
                        "allocations cannot be counted")
    if start[4] == CLASS_64 and start[5] == 1 and not has_interpreter(file, start):
        raise UserError(f"{name} is linked statically: its allocator is inside it, where no counter gets in "
                        "between, so its allocations cannot be counted (link it without -static)")


def has_interpreter(file, start):
    """The program asks for the dynamic loader."""
    first, = struct.unpack_from("<Q", start, 32)
    size, number = struct.unpack_from("<HH", start, 54)
    for index in range(number):
        file.seek(first + index * size)
        kind = file.read(4)
        if len(kind) == 4 and struct.unpack("<I", kind)[0] == PT_INTERP:
            return True
    return False
