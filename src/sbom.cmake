# The software bill of materials: what of others is compiled into pairwell, in the versions that this build found
# (docs/decisions/0052-what-ships-with-pairwell.md). For each library a name, version, licence and place of its source.

# Sets OUT to the version that the macros <prefix>_MAJOR, _MINOR and _PATCH say in one of some headers of TARGET, which
# differ from release to release. A build does not fail for want of it: the version is unknown then, with a warning.
function(pairwell_header_version out target prefix)  # and the names that the header has in one release or another
  get_target_property(folders ${target} INTERFACE_INCLUDE_DIRECTORIES)
  set(${out} unknown PARENT_SCOPE)
  foreach(name IN LISTS ARGN)
    find_file(header NAMES ${name} PATHS ${folders} NO_DEFAULT_PATH NO_CACHE)
    if(header)
      file(STRINGS "${header}" lines REGEX "#define ${prefix}_(MAJOR|MINOR|PATCH) +[0-9]+")
      if(lines MATCHES "MAJOR +([0-9]+).*MINOR +([0-9]+).*PATCH +([0-9]+)")
        set(${out} "${CMAKE_MATCH_1}.${CMAKE_MATCH_2}.${CMAKE_MATCH_3}" PARENT_SCOPE)
        return()
      endif()
    endif()
    unset(header)
  endforeach()
  message(WARNING "The version of ${target} is unknown: none of ${ARGN} says it by ${prefix}_MAJOR, _MINOR and _PATCH")
endfunction()

function(pairwell_write_sbom file)  # and its libraries
  set(components "")
  set(references "")
  foreach(library IN LISTS ARGN)
    if(NOT library MATCHES "^([^ ]+) ([^ ]+) ([^ ]+) ([^ ]+)$")
      message(FATAL_ERROR "a library is its name, version, licence and place: '${library}'")
    endif()
    list(APPEND components "
    {
      \"type\": \"library\",
      \"bom-ref\": \"${CMAKE_MATCH_4}\",
      \"name\": \"${CMAKE_MATCH_1}\",
      \"version\": \"${CMAKE_MATCH_2}\",
      \"licenses\": [{\"license\": {\"id\": \"${CMAKE_MATCH_3}\"}}],
      \"purl\": \"${CMAKE_MATCH_4}\"
    }")
    list(APPEND references "\"${CMAKE_MATCH_4}\"")
  endforeach()
  list(JOIN components "," components)
  list(JOIN references ", " references)
  configure_file("${PROJECT_SOURCE_DIR}/src/sbom.json.in" "${file}" @ONLY)
endfunction()

if(Boost_FOUND)
  set(boost ${Boost_VERSION})
else()
  file(STRINGS "${PAIRWELL_BOOST_INCLUDE_DIR}/boost/version.hpp" boost REGEX "^#define BOOST_VERSION ")
  string(REGEX MATCH "[0-9]+" boost "${boost}")
  math(EXPR major "${boost} / 100000")
  math(EXPR minor "${boost} / 100 % 1000")
  math(EXPR patch "${boost} % 100")
  set(boost ${major}.${minor}.${patch})
endif()
pairwell_header_version(highway pairwell_highway HWY hwy/base.h hwy/highway.h)
pairwell_header_version(tomlplusplus pairwell_tomlplusplus TOML_LIB
  toml++/impl/version.hpp toml++/impl/version.h toml++/toml_version.h)
set(pairwell_libraries
  "Boost ${boost} BSL-1.0 pkg:github/boostorg/boost@boost-${boost}"
  "Highway ${highway} Apache-2.0 pkg:github/google/highway@${highway}"
  "toml++ ${tomlplusplus} MIT pkg:github/marzer/tomlplusplus@v${tomlplusplus}")
