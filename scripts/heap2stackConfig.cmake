# find_package(heap2stack) provides
#
#   heap2stack_enable(<target> [LTO] [OPTIONS <name>[=<value>] ...])
#
# It compiles the C and C++ sources of a target with the heap2stack plugin for the clang in use. OPTIONS are the
# pass's, without the prefix: OPTIONS m=1 max-size=4096. LTO says that the target is linked by ld.lld with -flto, and
# runs the pass there as well.
#
# Works from an installation (lib/cmake/heap2stack) and from the source tree
# (-Dheap2stack_DIR=<source>/scripts), whose plugins are in build/llvm-N.

# The folder with a folder llvm-N for each LLVM that there is a plugin for.
get_filename_component(heap2stack_HOME "${CMAKE_CURRENT_LIST_DIR}/../../heap2stack" ABSOLUTE)
if(NOT CMAKE_CURRENT_LIST_DIR MATCHES "/cmake/heap2stack$")
  get_filename_component(heap2stack_HOME "${CMAKE_CURRENT_LIST_DIR}/../build" ABSOLUTE)
endif()

# Sets `result` to the plugin for the project's compilers; an error if they are none that there is a plugin for.
function(_heap2stack_find_plugin target result)
  file(GLOB plugins "${heap2stack_HOME}/llvm-[0-9][0-9]/heap2stack.so")
  list(TRANSFORM plugins REPLACE ".*/llvm-([0-9]+)/heap2stack.so$" "\\1" OUTPUT_VARIABLE majors)
  if(NOT majors)
    message(FATAL_ERROR "heap2stack_enable(${target}): there is no plugin in ${heap2stack_HOME}/llvm-*")
  endif()
  list(JOIN majors ", " choice)

  set(major "")
  get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  foreach(language IN ITEMS C CXX)
    if(NOT language IN_LIST languages)
      continue()
    endif()
    set(name "${CMAKE_${language}_COMPILER_ID} ${CMAKE_${language}_COMPILER_VERSION}")
    string(REGEX MATCH "^[0-9]+" this "${CMAKE_${language}_COMPILER_VERSION}")
    if(NOT CMAKE_${language}_COMPILER_ID STREQUAL "Clang" OR NOT this IN_LIST majors)
      message(FATAL_ERROR "heap2stack_enable(${target}): CMAKE_${language}_COMPILER is ${name} "
        "(${CMAKE_${language}_COMPILER}), but the plugins in ${heap2stack_HOME} are for Clang ${choice}")
    elseif(major AND NOT this EQUAL major)
      message(FATAL_ERROR "heap2stack_enable(${target}): the C compiler is Clang ${major}, the C++ compiler "
        "Clang ${this}; they have to be of one version")
    endif()
    set(major ${this})
  endforeach()
  if(NOT major)
    message(FATAL_ERROR "heap2stack_enable(${target}): the project has enabled neither C nor CXX")
  endif()
  set(${result} "${heap2stack_HOME}/llvm-${major}/heap2stack.so" PARENT_SCOPE)
endfunction()

function(heap2stack_enable target)
  cmake_parse_arguments(PARSE_ARGV 1 argument "LTO" "" "OPTIONS")
  if(argument_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "heap2stack_enable(${target}): unknown argument '${argument_UNPARSED_ARGUMENTS}'")
  elseif(NOT TARGET "${target}")
    message(FATAL_ERROR "heap2stack_enable(${target}): there is no such target")
  endif()
  get_target_property(type ${target} TYPE)
  get_target_property(imported ${target} IMPORTED)
  if(imported OR type STREQUAL "INTERFACE_LIBRARY" OR type STREQUAL "UTILITY")
    message(FATAL_ERROR "heap2stack_enable(${target}): nothing is compiled for this target")
  endif()
  _heap2stack_find_plugin(${target} plugin)

  # -load lets clang know the plugin's options before LLVM 22; later it changes nothing.
  set(flags "-fpass-plugin=${plugin}" "SHELL:-Xclang -load -Xclang \"${plugin}\"")
  foreach(option IN LISTS argument_OPTIONS)
    if(argument_LTO AND option MATCHES ",")
      message(FATAL_ERROR "heap2stack_enable(${target}): the linker cannot be given an option with a comma: '${option}'")
    endif()
    list(APPEND flags "SHELL:-mllvm \"-heap2stack-${option}\"")
  endforeach()
  foreach(flag IN LISTS flags)
    target_compile_options(${target} PRIVATE "$<$<COMPILE_LANGUAGE:C,CXX>:${flag}>")
  endforeach()

  if(argument_LTO)
    target_link_options(${target} PRIVATE "SHELL:-Xlinker \"--load-pass-plugin=${plugin}\"")
    # The linker takes the pass's options from the environment only.
    if(argument_OPTIONS)
      list(JOIN argument_OPTIONS "," options)
      set_property(TARGET ${target} PROPERTY RULE_LAUNCH_LINK "\"${CMAKE_COMMAND}\" -E env \"HEAP2STACK=${options}\"")
    endif()
  endif()
endfunction()
