# What `cmake --install` copies, the target `uninstall`, and the Debian packages that `cpack` makes. Included by
# CMakeLists.txt.
#
#   bin/heap2stack-clang, heap2stack-clang++          the wrappers: of the newest LLVM there is
#   bin/heap2stack-clang-22, heap2stack-clang++-22    of this one
#   bin/heap2stack-report, heap2stack-count           with lib/heap2stack/python/
#   lib/heap2stack/llvm-22/                           what belongs to one LLVM: the plugin, the C library, the counter
#   lib/cmake/heap2stack/                             find_package(heap2stack)
#   <libdir>/pkgconfig/heap2stack-llvm-22.pc          the C library
#   include/heap2stack/, share/doc/heap2stack/
#
# Build folders for several LLVMs install to one prefix side by side: what has no version in its name is the same in
# all of them. Everything finds its parts by relative paths, so that a prefix can be moved. For that bin and
# lib/heap2stack keep their places, whatever CMAKE_INSTALL_BINDIR and CMAKE_INSTALL_LIBDIR are.
set(HEAP2STACK_LLVM_FOLDER lib/heap2stack/llvm-${LLVM_VERSION_MAJOR})

# ---- Of this LLVM ----

set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME llvm)
install(TARGETS heap2stack heap2stack-count LIBRARY DESTINATION ${HEAP2STACK_LLVM_FOLDER})
install(TARGETS heap2stack-static ARCHIVE DESTINATION ${HEAP2STACK_LLVM_FOLDER})

# Tells the wrappers where the compiler of this LLVM is; in the build folder too, where they run from the source tree.
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/llvm-bindir "${LLVM_TOOLS_BINARY_DIR}\n")
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/llvm-bindir DESTINATION ${HEAP2STACK_LLVM_FOLDER})

# Links to names next to them: they mean something where they are installed.
foreach(driver heap2stack-clang heap2stack-clang++)
  set(link ${CMAKE_CURRENT_BINARY_DIR}/links/${driver}-${LLVM_VERSION_MAJOR})
  file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/links)
  file(CREATE_LINK ${driver} ${link} SYMBOLIC)
  install(PROGRAMS ${link} DESTINATION bin)
endforeach()

find_program(HEAP2STACK_LLVM_CONFIG llvm-config PATHS ${LLVM_TOOLS_BINARY_DIR} NO_DEFAULT_PATH)
if(HEAP2STACK_LLVM_CONFIG)
  execute_process(COMMAND ${HEAP2STACK_LLVM_CONFIG} --ldflags --libs --system-libs
    OUTPUT_VARIABLE HEAP2STACK_LLVM_LIBS COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX REPLACE "[ \n]+" " " HEAP2STACK_LLVM_LIBS "${HEAP2STACK_LLVM_LIBS}")
  string(STRIP "${HEAP2STACK_LLVM_LIBS}" HEAP2STACK_LLVM_LIBS)
  file(RELATIVE_PATH HEAP2STACK_PREFIX_FROM_PC /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
  string(REGEX REPLACE "/$" "" HEAP2STACK_PREFIX_FROM_PC "${HEAP2STACK_PREFIX_FROM_PC}")
  configure_file(scripts/heap2stack.pc.in heap2stack-llvm-${LLVM_VERSION_MAJOR}.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/heap2stack-llvm-${LLVM_VERSION_MAJOR}.pc
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
else()
  message(STATUS "heap2stack: no llvm-config in ${LLVM_TOOLS_BINARY_DIR}: the pkg-config file will be missing")
endif()

# ---- Of the project ----

set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME common)
install(PROGRAMS scripts/heap2stack-clang scripts/heap2stack-clang++ scripts/heap2stack-report scripts/heap2stack-count
  DESTINATION bin)
install(DIRECTORY scripts/heap2stack DESTINATION lib/heap2stack/python FILES_MATCHING PATTERN "*.py")
include(CMakePackageConfigHelpers)
write_basic_package_version_file(heap2stackConfigVersion.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES scripts/heap2stackConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/heap2stackConfigVersion.cmake
  DESTINATION lib/cmake/heap2stack)
install(DIRECTORY include/heap2stack DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} PATTERN "*.md" EXCLUDE)
install(FILES README.md LICENSE include/heap2stack/reasons.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/heap2stack)

# ---- Uninstalling ----

add_custom_target(uninstall COMMENT "Removing what install_manifest.txt names"
  COMMAND ${CMAKE_COMMAND} -DMANIFEST=${CMAKE_CURRENT_BINARY_DIR}/install_manifest.txt
    -DLLVM_FOLDER=${HEAP2STACK_LLVM_FOLDER} -P ${CMAKE_CURRENT_SOURCE_DIR}/scripts/uninstall.cmake
  VERBATIM)

# ---- Debian packages: heap2stack, and heap2stack-llvm-N for each LLVM ----

set(CPACK_GENERATOR DEB)
set(CPACK_COMPONENTS_ALL common llvm)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_CONTACT "The heap2stack developers <heap2stack@localhost>")
set(CPACK_PACKAGE_VENDOR heap2stack)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_COMMON_PACKAGE_NAME heap2stack)
set(CPACK_DEBIAN_COMMON_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_COMMON_PACKAGE_DEPENDS "heap2stack-llvm, python3, python3-yaml")
set(CPACK_DEBIAN_COMMON_PACKAGE_RECOMMENDS "python3-pygments, binutils | llvm")
set(CPACK_COMPONENT_COMMON_DESCRIPTION "moves heap allocations to the stack: compiler wrappers
heap2stack is an LLVM pass plugin that proves which heap allocations cannot outlive the function that makes
them and moves those to the stack. This package has the wrappers heap2stack-clang and heap2stack-clang++, the
CMake package, the header of the C library, and the programs heap2stack-report and heap2stack-count.")

set(CPACK_DEBIAN_LLVM_PACKAGE_NAME heap2stack-llvm-${LLVM_VERSION_MAJOR})
set(CPACK_DEBIAN_LLVM_PACKAGE_PROVIDES heap2stack-llvm)
set(CPACK_DEBIAN_LLVM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_LLVM_PACKAGE_DEPENDS clang-${LLVM_VERSION_MAJOR})
set(CPACK_DEBIAN_LLVM_PACKAGE_RECOMMENDS "heap2stack, lld-${LLVM_VERSION_MAJOR}")
set(CPACK_DEBIAN_LLVM_PACKAGE_SUGGESTS llvm-${LLVM_VERSION_MAJOR}-dev)
set(CPACK_COMPONENT_LLVM_DESCRIPTION "moves heap allocations to the stack: plugin for LLVM ${LLVM_VERSION_MAJOR}
heap2stack is an LLVM pass plugin that proves which heap allocations cannot outlive the function that makes
them and moves those to the stack. This package has the plugin, the C library and the counter of heap allocations for
LLVM ${LLVM_VERSION_MAJOR}.")
include(CPack)
