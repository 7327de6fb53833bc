# Compiler settings shared by every target, and the two functions that declare rooms and tests.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG")
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release)
endif()

add_library(waferglow_flags INTERFACE)
target_include_directories(waferglow_flags INTERFACE $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}>
    $<INSTALL_INTERFACE:include/waferglow>)
target_compile_definitions(waferglow_flags INTERFACE WAFERGLOW_VERSION="${PROJECT_VERSION}")
# No -ffast-math and no contraction: the same input gives the same bytes on every machine.
set(WAFERGLOW_OPTIONS -Wall -Wextra -Wconversion -ffp-contract=off)
if(WAFERGLOW_WERROR)
    list(APPEND WAFERGLOW_OPTIONS -Werror)
endif()
target_compile_options(waferglow_flags INTERFACE "$<BUILD_INTERFACE:${WAFERGLOW_OPTIONS}>")
target_compile_features(waferglow_flags INTERFACE cxx_std_20)
if(WAFERGLOW_SANITIZE)
    # Instrumented code makes GCC see uninitialised values in std::regex and the like that are none.
    target_compile_options(waferglow_flags INTERFACE -fsanitize=${WAFERGLOW_SANITIZE} -fno-omit-frame-pointer -g1
        -Wno-maybe-uninitialized)
    if(WAFERGLOW_SANITIZE STREQUAL "thread")
        # Of memory fences, unseen by ThreadSanitizer: Boost.Asio's stand where its mutex orders things already.
        target_compile_options(waferglow_flags INTERFACE -Wno-tsan)
    endif()
    target_link_options(waferglow_flags INTERFACE -fsanitize=${WAFERGLOW_SANITIZE})
endif()

# The headers that nearly every source file takes are parsed once: fmt's alone cost more time than most files of
# ours. All rooms share the precompiled header, so they link fmt and have its definitions.
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/common_headers.cpp CONTENT "// Holds the shared precompiled header.\n")
add_library(waferglow_common_headers STATIC ${CMAKE_BINARY_DIR}/common_headers.cpp)
target_link_libraries(waferglow_common_headers PUBLIC waferglow_flags fmt::fmt)
target_precompile_headers(waferglow_common_headers PRIVATE <algorithm> <array> <cmath> <cstddef> <cstdint> <filesystem>
    <functional> <limits> <memory> <numeric> <optional> <span> <string> <string_view> <utility> <vector> <fmt/format.h>)

# Joined, sources share the cost of their headers and templates: a third of the time of a cold build. Names in anonymous
# namespaces are unique within a target for it. The debug preset and scripts/lint.sh compile each file alone, which
# holds that each includes what it needs.
option(WAFERGLOW_JOIN_SOURCES "Compile several sources of a target as one" ON)
set(CMAKE_UNITY_BUILD ${WAFERGLOW_JOIN_SOURCES})
set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)

# waferglow_share_headers(TARGET): compiles TARGET with the shared precompiled header.
function(waferglow_share_headers TARGET)
    target_link_libraries(${TARGET} PRIVATE $<BUILD_INTERFACE:waferglow_common_headers>)
    target_precompile_headers(${TARGET} REUSE_FROM waferglow_common_headers)
endfunction()

# waferglow_room(NAME SOURCES a.cpp ... LINK lib ... [NO_SHARED_HEADERS])
# One room of the core: the static library waferglow_NAME. NO_SHARED_HEADERS: for code with compiler flags of its own,
# and for code full of initialiser lists of strings, in which GCC 12 sees overruns that are none where std::string comes
# precompiled (GCC bug 105329).
function(waferglow_room NAME)
    cmake_parse_arguments(ARG "NO_SHARED_HEADERS" "" "SOURCES;LINK" ${ARGN})
    add_library(waferglow_${NAME} STATIC ${ARG_SOURCES})
    target_link_libraries(waferglow_${NAME} PUBLIC waferglow_flags ${ARG_LINK})
    if(NOT ARG_NO_SHARED_HEADERS)
        waferglow_share_headers(waferglow_${NAME})
    endif()
endfunction()

# waferglow_test(NAME SOURCES a_test.cpp ... LINK lib ... [LABEL unit|integration|slow] [NO_PCH] [JOIN])
# One Catch2 program; each of its test cases need not be a process of its own. NO_PCH: for code with compiler flags of
# its own (Qt's), to which the shared precompiled header does not fit; such a test includes Catch2 itself. JOIN: its
# sources may be compiled as one; the short names that tests like (read, kPitch) must then be unique within the program.
function(waferglow_test NAME)
    cmake_parse_arguments(ARG "NO_PCH;JOIN" "LABEL" "SOURCES;LINK" ${ARGN})
    if(NOT ARG_LABEL)
        set(ARG_LABEL unit)
    endif()
    add_executable(${NAME} ${ARG_SOURCES})
    target_link_libraries(${NAME} PRIVATE waferglow_catch_main ${ARG_LINK})
    if(ARG_NO_PCH)
        set_target_properties(${NAME} PROPERTIES DISABLE_PRECOMPILE_HEADERS ON)
    else()
        target_precompile_headers(${NAME} REUSE_FROM waferglow_catch_main)
    endif()
    if(NOT ARG_JOIN)
        set_target_properties(${NAME} PROPERTIES UNITY_BUILD OFF)
    endif()
    add_test(NAME ${NAME} COMMAND ${NAME})
    set_tests_properties(${NAME} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT 1800)
endfunction()

# waferglow_bench(NAME SOURCES a_bench.cpp ... LINK lib ...): a Google Benchmark program, not run by ctest.
function(waferglow_bench NAME)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_executable(${NAME} ${ARG_SOURCES})
    set_target_properties(${NAME} PROPERTIES UNITY_BUILD OFF)
    target_link_libraries(${NAME} PRIVATE waferglow_flags benchmark::benchmark ${ARG_LINK})
endfunction()
