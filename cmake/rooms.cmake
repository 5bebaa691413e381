# huan_room(<target> FOLDER <folder> [EXCLUDE <regex>] [ALONE <regex>] [LINK <target>...])
#
# Makes a static library of every .cpp below <folder>, save those whose path matches EXCLUDE. Its headers form a file
# set, so that each is also compiled alone. A room that has no .cpp yet is a library of headers only.
#
# The presets sanitize, thread and lint compile ten sources at a time as one (a unity build), since reading the headers
# is most of the work. So what a source defines for itself needs a name that no other source of its room has; sources
# with a line that matches ALONE are compiled by themselves.
function(huan_room target)
  cmake_parse_arguments(PARSE_ARGV 1 room "" "FOLDER;EXCLUDE;ALONE" "LINK")
  set(folder "${PROJECT_SOURCE_DIR}/${room_FOLDER}")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${folder}/*.cpp")
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS "${folder}/*.h")
  if(room_EXCLUDE)
    list(FILTER sources EXCLUDE REGEX "${room_EXCLUDE}")
    list(FILTER headers EXCLUDE REGEX "${room_EXCLUDE}")
  endif()

  if(room_ALONE)
    foreach(source IN LISTS sources)
      file(STRINGS "${source}" lines REGEX "${room_ALONE}" LIMIT_COUNT 1)
      if(lines)
        set_source_files_properties("${source}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
      endif()
    endforeach()
  endif()

  if(sources)
    set(scope PUBLIC)
    add_library(${target} STATIC ${sources})
  else()
    set(scope INTERFACE)
    add_library(${target} INTERFACE)
  endif()
  target_include_directories(${target} ${scope} "${PROJECT_SOURCE_DIR}")
  target_compile_features(${target} ${scope} cxx_std_20)
  target_link_libraries(${target} ${scope} ${room_LINK})
  if(headers)
    target_sources(${target} ${scope} FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}" FILES ${headers})
  endif()
endfunction()
