# Compiles SOURCE with CLANG into bitcode, and writes that to OUTPUT as an array in C: cmake -D ... -P embed.cmake
#
# The target is any with 64-bit pointers: names and types are the same on all of them, and what belongs to the target
# or to the compilation is left out of the IR. Functions stay as they are written (-fno-inline) because their
# clones call each other.
set(flags -cc1 -triple x86_64-unknown-linux-gnu -std=c++20 -O2 -fno-inline -fcxx-exceptions -fexceptions
  -discard-value-names -Wall -Wextra -Werror)

# run ARGUMENT...: clang, which has to succeed.
macro(run)
  execute_process(COMMAND ${CLANG} ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endmacro()

run(${flags} -emit-llvm ${SOURCE} -o ${OUTPUT}.ll)
file(READ ${OUTPUT}.ll text)
string(REGEX REPLACE "\n(target |!llvm\\.|source_filename)[^\n]*" "" text "${text}")
string(REGEX REPLACE " noinline " " " text "${text}")
file(WRITE ${OUTPUT}.ll "${text}")
run(-cc1 -triple x86_64-unknown-linux-gnu -x ir -Wno-override-module -emit-llvm-bc -disable-llvm-passes ${OUTPUT}.ll -o ${OUTPUT}.bc)

file(READ ${OUTPUT}.bc bitcode HEX)
string(REGEX REPLACE "(..)" "0x\\1," bitcode "${bitcode}")
string(REPEAT "0x..," 20 line)
string(REGEX REPLACE "(${line})" "\\1\n" bitcode "${bitcode}")
file(WRITE ${OUTPUT} "#include <stddef.h>
extern const unsigned char heap2stack_bodies[];
extern const size_t heap2stack_bodies_size;
const unsigned char heap2stack_bodies[] = {
${bitcode}};
const size_t heap2stack_bodies_size = sizeof heap2stack_bodies;
")
file(REMOVE ${OUTPUT}.ll ${OUTPUT}.bc)
