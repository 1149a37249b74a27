include("${CMAKE_CURRENT_LIST_DIR}/pairwell-targets.cmake")
