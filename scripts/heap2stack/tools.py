"""LLVM's tools, errors for the user, and words for numbers."""
import os
import shutil
import subprocess

SUPPORTED_LLVM = (22, 21, 20, 19)
TOOL_TIME_LIMIT = 600  # seconds


class UserError(Exception):
    """Something that the user can put right; the message says what and where."""


def find_tools(*names):
    """The paths of all of these programs that exist, by name and then LLVM's newest version first."""
    paths = []
    for name in names:
        paths += [f"/usr/lib/llvm-{major}/bin/{name}" for major in SUPPORTED_LLVM]
        paths += filter(None, [shutil.which(name)])
    return [path for path in paths if os.access(path, os.X_OK)]


def find_tool(*names):
    """The first of them, or None."""
    return next(iter(find_tools(*names)), None)


def run_tool(arguments, text):
    """Runs a tool with `text` as its standard input; returns what it prints, or None if it fails."""
    # A symboliser would ask a server for debug information that is not on this machine.
    environment = {name: value for name, value in os.environ.items() if name != "DEBUGINFOD_URLS"}
    try:
        done = subprocess.run(arguments, input=text, capture_output=True, text=True, errors="replace",
                              env=environment, timeout=TOOL_TIME_LIMIT)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def demangle(names):
    """A dictionary from each of the names to what a programmer calls it, without the types of parameters."""
    names = sorted(name for name in set(names) if name.startswith(("_Z", "_R")) and "\n" not in name)
    tool = find_tool("llvm-cxxfilt", "c++filt") if names else None
    lines = (run_tool([tool, "-p"], "\n".join(names) + "\n") or "").splitlines() if tool else []
    return dict(zip(names, lines)) if len(lines) == len(names) else {}


def plural(number, noun):
    """`number` and the noun: "1 file", "12,345 files"."""
    ending = "" if number == 1 else "es" if noun.endswith("s") else "s"
    return f"{number:,} {noun}{ending}"


def printable(text):
    """The text on one line of a terminal: control characters, which may be commands to it, are spelled out."""
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)
