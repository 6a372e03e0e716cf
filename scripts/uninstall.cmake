# Removes what `cmake --install` copied, with the folders that are empty afterwards if they are the project's own:
#
#   cmake -DMANIFEST=<build>/install_manifest.txt -DLLVM_FOLDER=lib/heap2stack/llvm-N -P uninstall.cmake
#
# What belongs to no LLVM stays until the last one is removed. DESTDIR is respected, as by the installation. An
# installation by components has several manifests: MANIFEST is a list.
cmake_minimum_required(VERSION 3.20)

set(files "")
foreach(manifest IN LISTS MANIFEST)
  if(NOT EXISTS "${manifest}")
    message(FATAL_ERROR "heap2stack: nothing was installed from this build folder (no ${manifest})")
  endif()
  file(STRINGS "${manifest}" some)
  list(APPEND files ${some})
endforeach()

# The prefix is what precedes the plugin's folder.
set(prefix "")
foreach(file IN LISTS files)
  if(file MATCHES "^(.*)/${LLVM_FOLDER}/heap2stack.so$")
    set(prefix "$ENV{DESTDIR}${CMAKE_MATCH_1}")
  endif()
endforeach()
if(prefix STREQUAL "")
  message(FATAL_ERROR "heap2stack: ${MANIFEST} names no plugin in ${LLVM_FOLDER}")
endif()

file(GLOB others "${prefix}/lib/heap2stack/llvm-*/heap2stack.so")
list(REMOVE_ITEM others "${prefix}/${LLVM_FOLDER}/heap2stack.so")
string(REGEX REPLACE ".*/" "" version "${LLVM_FOLDER}")
string(REPLACE "llvm-" "" version "${version}")
foreach(file IN LISTS files)
  set(path "$ENV{DESTDIR}${file}")
  if(others AND NOT file MATCHES "/${LLVM_FOLDER}/|-${version}(\\.pc)?$")
    continue() # another LLVM's wrappers need it
  endif()
  if(EXISTS "${path}" OR IS_SYMLINK "${path}")
    file(REMOVE "${path}")
    message(STATUS "Removed: ${path}")
  endif()
  # Upwards, as long as they bear the project's name.
  get_filename_component(folder "${path}" DIRECTORY)
  while(folder MATCHES "/heap2stack(/|$)")
    file(GLOB rest "${folder}/*" "${folder}/.[!.]*")
    if(rest OR NOT IS_DIRECTORY "${folder}")
      break()
    endif()
    file(REMOVE_RECURSE "${folder}")
    get_filename_component(folder "${folder}" DIRECTORY)
  endwhile()
endforeach()
file(REMOVE ${MANIFEST})
