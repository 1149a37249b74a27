# Where the header-only libraries come from; nothing of them is in the installed package.
#
# Boost: the system's where it is 1.88 or newer (older ones have a wrong maximum_weighted_matching and no Hash2), else
# the headers of PyPI's libboost-headers, found through the Python at hand (docs/decisions/0004-boost-from-pypi.md).
# toml++ and Highway: the system's, else their releases by FetchContent.

if(POLICY CMP0167)
  cmake_policy(SET CMP0167 NEW)
endif()

find_package(Boost 1.88 CONFIG QUIET)
add_library(pairwell_boost INTERFACE)
if(Boost_FOUND)
  target_link_libraries(pairwell_boost INTERFACE Boost::headers)
else()
  if(NOT PAIRWELL_BOOST_INCLUDE_DIR)
    find_package(Python 3.11 COMPONENTS Interpreter QUIET)
    if(Python_FOUND)
      execute_process(
        COMMAND "${Python_EXECUTABLE}" -c
          "import pathlib, libboost_headers as b; print((pathlib.Path(b.__file__).parent / 'include').as_posix())"
        OUTPUT_VARIABLE pairwell_boost_hint OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    endif()
    # Not cached: an isolated build sees another path each time.
    find_path(PAIRWELL_BOOST_INCLUDE_DIR boost/hash2/sha2.hpp HINTS "${pairwell_boost_hint}" NO_CACHE)
  endif()
  if(NOT PAIRWELL_BOOST_INCLUDE_DIR)
    message(FATAL_ERROR "pairwell needs the headers of Boost 1.88 or newer: install them, or "
      "'pip install libboost-headers==1.88.0' into the Python that CMake finds, or set PAIRWELL_BOOST_INCLUDE_DIR.")
  endif()
  target_include_directories(pairwell_boost SYSTEM INTERFACE "${PAIRWELL_BOOST_INCLUDE_DIR}")
endif()
target_compile_definitions(pairwell_boost INTERFACE BOOST_ALL_NO_LIB)

add_library(pairwell_tomlplusplus INTERFACE)
if(NOT PAIRWELL_TOMLPLUSPLUS_INCLUDE_DIR)
  find_path(PAIRWELL_TOMLPLUSPLUS_INCLUDE_DIR toml++/toml.h NO_CACHE)
endif()
if(PAIRWELL_TOMLPLUSPLUS_INCLUDE_DIR)
  target_include_directories(pairwell_tomlplusplus SYSTEM INTERFACE "${PAIRWELL_TOMLPLUSPLUS_INCLUDE_DIR}")
else()
  message(STATUS "toml++ is not installed (Debian: libtomlplusplus-dev): fetching its release 3.4.0")
  include(FetchContent)
  FetchContent_Declare(tomlplusplus
    URL https://github.com/marzer/tomlplusplus/archive/refs/tags/v3.4.0.tar.gz)
  FetchContent_MakeAvailable(tomlplusplus)
  target_include_directories(pairwell_tomlplusplus SYSTEM INTERFACE "${tomlplusplus_SOURCE_DIR}/include")
endif()

# Only headers, so that nothing is linked (docs/decisions/0023-highway-headers-for-vectors.md).
add_library(pairwell_highway INTERFACE)
if(NOT PAIRWELL_HIGHWAY_INCLUDE_DIR)
  find_path(PAIRWELL_HIGHWAY_INCLUDE_DIR hwy/foreach_target.h NO_CACHE)
endif()
if(PAIRWELL_HIGHWAY_INCLUDE_DIR)
  target_include_directories(pairwell_highway SYSTEM INTERFACE "${PAIRWELL_HIGHWAY_INCLUDE_DIR}")
else()
  message(STATUS "Highway is not installed (Debian: libhwy-dev): fetching its release 1.0.3")
  include(FetchContent)
  # The folder that is named has no CMakeLists.txt, so Highway itself is not built.
  FetchContent_Declare(highway
    URL https://github.com/google/highway/archive/refs/tags/1.0.3.tar.gz SOURCE_SUBDIR hwy)
  FetchContent_MakeAvailable(highway)
  target_include_directories(pairwell_highway SYSTEM INTERFACE "${highway_SOURCE_DIR}")
endif()
