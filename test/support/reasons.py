"""Checks that include/heap2stack/reasons.md has the reasons of reasons.def, in its order and with its texts, and that
each example there gives its reason.

usage: reasons.py INCLUDE-DIRECTORY WORK-DIRECTORY --clang COMMAND --opt COMMAND --plugin PLUGIN

An example is a fenced block: the language (c, cpp or llvm), then options of the pass, or of clang (with a '-').
"""
import argparse
import os
import re
import shlex
import subprocess
import sys

PREAMBLE = {
    "c": "#include <setjmp.h>\n#include <stdint.h>\n#include <stdlib.h>\nstruct user { struct user *next; };\n",
    "cpp": "#include <cstdlib>\n",
    "llvm": "",
}
SUFFIX = {"c": "c", "cpp": "cpp", "llvm": "ll"}


def defined_reasons(text):
    """(name, text) for each row of reasons.def."""
    return re.findall(r'HEAP2STACK_REASON\(\w+,\s*"(\w+)",\s*"([^"]*)"\)', text)


def listed_reasons(text):
    """(name, text, language, options, example) for each section of reasons.md."""
    sections = re.findall(r"^### (\w+)\n\n(.*)\n\n```(\w+) ?(.*)\n((?:.*\n)*?)```$", text, re.MULTILINE)
    if len(sections) != len(re.findall(r"^### ", text, re.MULTILINE)):
        sys.exit("reasons.md: a section is not of the form: heading, text, example")
    return sections


def records_of(options, language, words, example, path):
    """The optimisation records that an example yields, as YAML."""
    source, record = f"{path}.{SUFFIX[language]}", f"{path}.yaml"
    with open(source, "w") as file:
        file.write(PREAMBLE[language] + example)
    if os.path.exists(record):
        os.remove(record)
    settings = ",".join(w for w in words if not w.startswith("-"))
    environment = dict(os.environ, **({"HEAP2STACK": settings} if settings else {}))
    if language == "llvm":
        command = shlex.split(options.opt) + [f"-load-pass-plugin={options.plugin}", "-passes=heap2stack",
                                              f"-pass-remarks-output={record}", "-disable-output", source]
    else:
        command = shlex.split(options.clang) + ["-O1", f"-fpass-plugin={options.plugin}", "-c", source, "-o",
                                                f"{path}.o", "-fsave-optimization-record=yaml",
                                                f"-foptimization-record-file={record}"]
        command += [w for w in words if w.startswith("-")]
        if language == "cpp":
            command[command.index("-O1"):command.index("-O1")] = ["-x", "c++"]
    run = subprocess.run(command, capture_output=True, text=True, env=environment)
    if run.returncode:
        sys.exit(f"{source} does not compile:\n{run.stderr}")
    with open(record) as file:
        return file.read()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("include")
    parser.add_argument("work")
    for name in ("clang", "opt", "plugin"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    os.makedirs(options.work, exist_ok=True)
    with open(f"{options.include}/reasons.def") as file:
        defined = defined_reasons(file.read())
    with open(f"{options.include}/reasons.md") as file:
        listed = listed_reasons(file.read())
    if [section[:2] for section in listed] != defined:
        ours, theirs = {s[:2] for s in listed}, set(defined)
        sys.exit(f"reasons.md differs from reasons.def (order counts): only listed {sorted(ours - theirs)}, "
                 f"only defined {sorted(theirs - ours)}")
    failed = 0
    for name, _, language, words, example in listed:
        records = records_of(options, language, words.split(), example, f"{options.work}/{name}")
        given = re.findall(r"^--- !(?:Passed|Missed)\nPass: +heap2stack\nName: +(\w+)$", records, re.MULTILINE)
        if name not in given:
            print(f"the example of {name} gives {given or 'no verdict'}")
            failed += 1
    print(f"{len(listed) - failed} of {len(listed)} examples give their reason")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
