# Installs the C++ package into STAGE and fails where it holds too little, too much, or a path of this machine.
file(REMOVE_RECURSE "${STAGE}")
execute_process(COMMAND "${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${STAGE}" --component cpp
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

file(GLOB_RECURSE headers RELATIVE "${SOURCE}/include" "${SOURCE}/include/*")
file(GLOB_RECURSE installed_headers RELATIVE "${STAGE}/include" "${STAGE}/include/*")
if(NOT headers STREQUAL installed_headers)
  message(FATAL_ERROR "include/ and the installed headers differ:\n  ${headers}\n  ${installed_headers}")
endif()

file(GLOB_RECURSE archives "${STAGE}/*pairwell.a" "${STAGE}/*pairwell.lib")
list(LENGTH archives count)
if(NOT count EQUAL 1)
  message(FATAL_ERROR "expected one archive in ${STAGE}, found: ${archives}")
endif()

file(GLOB_RECURSE package_files "${STAGE}/*.cmake")
foreach(file IN LISTS package_files)
  file(READ "${file}" text)
  set(names "${SOURCE}" "${BUILD}" "libboost_headers" "pairwell_boost" "pairwell_highway" "pairwell_tomlplusplus" "-fsanitize")
  if(NOT file MATCHES "/pairwell-config.cmake$")  # which names Boost for the component graph alone
    list(APPEND names "Boost::")
  endif()
  foreach(foreign IN LISTS names)
    string(FIND "${text}" "${foreign}" position)
    if(NOT position EQUAL -1)
      message(FATAL_ERROR "${file} names '${foreign}': a consumer has no such thing")
    endif()
  endforeach()
endforeach()
