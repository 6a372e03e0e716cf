# The lit suite: test/ir (rules), test/options, test/plugin, test/package (wrappers, installation) and test/e2e
# (programs that are run).
#
# `lit build/llvm-22/test` runs it with the build of that folder. Substitutions:
#
#   %h2s FILE       the pass without its clean-up and the verifier on a .ll file; the module on stdout
#   %h2s_m1 FILE    the same, printing the verdict lines instead of the module, on stdout
#   %e2e FILE       builds and runs a C or C++ program and checks what its comments say: support/e2e.py
#   %bench FILE     builds and runs a program of the benchmark and counts its allocations: bench/check.py
#   %fuzz           fuzz/run.py with this build
#   %mutate         fuzz/mutate.py with this build
#   %plugin         heap2stack.so
#   %other_plugin   heap2stack.so of another LLVM version (feature other-llvm)
#   %report %counter   scripts/heap2stack-report; scripts/heap2stack-count with this build's counter
#   %count          the LD_PRELOAD library that counts heap allocations: scripts/count/heap_count.c
#   %opt %clang %clangxx %lld %llc %lli %llvm_as %llvm_dis   tools of the LLVM version under test
#   FileCheck, not, and every other LLVM tool are found under their own names.
#
# Features: llvm-19 ... llvm-22, other-llvm, sanitizer, library, libcxx, csmith.
import os
import shutil
import subprocess
import sys

import lit.formats

build = config.build_dir
tools = config.llvm_tools
plugin = f"{build}/heap2stack.so"
count = f"{build}/libheap2stack-count.so"
support = f"{config.source_dir}/test/support"

config.name = f"heap2stack (LLVM {config.llvm_major}{', sanitizer' if config.sanitize else ''})"
config.test_format = lit.formats.ShTest()
config.suffixes = [".ll", ".c", ".cpp", ".test"]
config.excludes = ["support", "examples", "realprograms", "effects_test.c", "Inputs", "hand", "mutator", "parsers"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = f"{build}/test"
config.environment["PATH"] = os.pathsep.join([tools, config.environment["PATH"]])
# The pass reads its options from here; what the caller's shell has must not change the tests.
config.environment.pop("HEAP2STACK", None)

config.available_features.add(f"llvm-{config.llvm_major}")

# In the sanitizer build every host of the plugin (opt, clang, lld) has the sanitizers' run-time preloaded.
# An error aborts, which `not` without --crash does not accept. Only memory that opt leaks counts: clang and
# lld leave theirs to the system on purpose.
opt_prefix = host_prefix = ""
if config.sanitize:
    config.available_features.add("sanitizer")
    config.excludes += ["e2e", "bench", "fuzz", "package", "report", "count", "effects.test"]
    resource_dir = subprocess.check_output([f"{tools}/clang", "-print-resource-dir"], text=True).strip()
    asan = f"{resource_dir}/lib/linux/libclang_rt.asan-{os.uname().machine}.so"
    if not os.path.exists(asan):
        lit_config.fatal(f"{asan} is missing (Debian package libclang-rt-{config.llvm_major}-dev)")
    # LLVM's own containers poison memory only when LLVM is sanitized as well: not here.
    asan_options = "abort_on_error=1:allow_user_poisoning=0:detect_leaks="
    environment = f"env LD_PRELOAD={asan} UBSAN_OPTIONS=halt_on_error=1:abort_on_error=1:print_stacktrace=1 "
    opt_prefix = environment + f"ASAN_OPTIONS={asan_options}1 "
    host_prefix = environment + f"ASAN_OPTIONS={asan_options}0 "

opt = f"{opt_prefix}{tools}/opt"
h2s = f"{opt} -load-pass-plugin={plugin} -verify-each '-passes=heap2stack<no-cleanup>,verify'"
h2s_m1 = f"{opt} -load-pass-plugin={plugin} -verify-each '-passes=heap2stack<m=1;no-cleanup>,verify'"
e2e = (
    f"{sys.executable} {support}/e2e.py --llvm {config.llvm_major} --tools {tools}"
    f" --plugin {plugin} --count {count} --work %t"
)
# Where scripts/fetch-libcxx.sh put it; without it the programs run with libstdc++ alone.
libcxx = f"{os.path.dirname(build)}/libcxx-{config.llvm_major}"
if os.path.isdir(libcxx):
    config.available_features.add("libcxx")
    e2e += f" --libcxx {libcxx}"

# lit applies these in order and each is a regular expression.
config.substitutions += [
    (r"%h2s_m1\b", f"{h2s_m1} -disable-output 2>&1"),
    (r"%h2s\b", f"{h2s} -S"),
    (r"%e2e\b", e2e),
    (r"%mutate\b", f"{sys.executable} {config.source_dir}/test/fuzz/mutate.py --plugin-build {build}"),
    (r"%bench\b", f"{sys.executable} -B {config.source_dir}/test/bench/check.py --llvm {config.llvm_major}"
                  f" --tools {tools} --plugin {plugin} --count {count} --work %t"),
    (r"%fuzz\b", f"{sys.executable} {config.source_dir}/test/fuzz/run.py --plugin-build {build}"),
    (r"%plugin\b", plugin),
    (r"%count\b", count),
    (r"%scripts\b", f"{config.source_dir}/scripts"),
    (r"%report\b", f"{config.source_dir}/scripts/heap2stack-report"),
    (r"%counter\b", f"{config.source_dir}/scripts/heap2stack-count --library {count}"),
    (r"%pass\b", f"{config.source_dir}/pass"),
    (r"%python\b", sys.executable),
    (r"%llvm_tools\b", tools),
    (r"%opt\b", opt),
    (r"%clangxx\b", f"{host_prefix}{tools}/clang++"),
    (r"%clang\b", f"{host_prefix}{tools}/clang"),
    (r"%lld\b", f"{host_prefix}{tools}/ld.lld"),
    (r"%llc\b", f"{tools}/llc"),
    (r"%lli\b", f"{tools}/lli"),
    (r"%llvm_as\b", f"{tools}/llvm-as"),
    (r"%llvm_dis\b", f"{tools}/llvm-dis"),
]

if shutil.which("csmith"):
    config.available_features.add("csmith")

# Programs that use the C library need LLVM's shared library at link time. A sanitized library would need a
# sanitized program.
llvm_flags = subprocess.run([f"{tools}/llvm-config", "--link-shared", "--cflags", "--ldflags", "--libs"],
                            capture_output=True, text=True)
if llvm_flags.returncode == 0 and not config.sanitize:
    config.available_features.add("library")
    config.substitutions.append((
        r"%library_flags\b",
        f"-I{config.source_dir}/include {build}/libheap2stack.a {' '.join(llvm_flags.stdout.split())}"
        f" -Wl,-rpath,{tools}/../lib",
    ))

config.substitutions.append((r"%library_includes\b", f"-I{config.source_dir}/include -I{tools}/../include"))

# The plugin of another LLVM, where the neighbouring build folder has one.
for other in (22, 21, 20, 19):
    other_plugin = f"{os.path.dirname(build)}/llvm-{other}/heap2stack.so"
    if other != config.llvm_major and os.path.exists(other_plugin):
        config.available_features.add("other-llvm")
        config.substitutions.append((r"%other_plugin\b", other_plugin))
        break
