# cmake -D NPM= -D FROM= -D INTO= -P fetch_page_packages.cmake
# Installs what FROM/package-lock.json names into INTO/node_modules and marks it done with INTO/fetched.

file(MAKE_DIRECTORY "${INTO}")
file(COPY "${FROM}/package.json" "${FROM}/package-lock.json" DESTINATION "${INTO}")
execute_process(
  COMMAND "${NPM}" ci --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error
  WORKING_DIRECTORY "${INTO}"
  OUTPUT_VARIABLE said
  ERROR_VARIABLE said
  RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "${said}\n"
                      "npm could not get the packages that the page of `huan report` is made of; its own words are above. "
                      "They are fetched once (a few megabytes from registry.npmjs.org) and kept, so later builds need no "
                      "network. To build everything but the report without them:\n"
                      "    cmake --preset release -D HUAN_PAGE=OFF")
endif()
file(TOUCH "${INTO}/fetched")
