# Writes the linker's symbol map from the public headers: what they declare
# with INSIGHTS_API is exported, everything else stays inside.
#
#   cmake -DHEADERS=include -DMAP=insights.map -P exports.cmake
file(GLOB headers ${HEADERS}/insights/*.h)
set(names)
foreach(header IN LISTS headers)
    file(READ ${header} text)
    string(REGEX MATCHALL
        "INSIGHTS_API[^;(#]*[ *\n]insights_[a-z0-9_]+\\(" found "${text}")
    foreach(declaration IN LISTS found)
        string(REGEX MATCH "insights_[a-z0-9_]+\\($" name "${declaration}")
        string(REPLACE "(" "" name "${name}")
        list(APPEND names ${name})
    endforeach()
endforeach()
list(SORT names)
list(REMOVE_DUPLICATES names)

set(map "INSIGHTS_0.1 {\nglobal:\n")
foreach(name IN LISTS names)
    string(APPEND map "    ${name};\n")
endforeach()
string(APPEND map "local:\n    *;\n};\n")
file(WRITE ${MAP} "${map}")
