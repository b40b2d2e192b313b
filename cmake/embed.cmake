# Writes a C file that holds files as bytes: cmake -DOUTPUT=FILE -DROOT=DIR -DHEADER=room/name.h -DNAME=name "-DFILES=name=path;…" -P embed.cmake
# HEADER declares struct NAME_file and the array NAME_files, which is defined here.
# Each of FILES is the name that the program gives it and, behind "=", its path below ROOT.
set(arrays "")
set(rows "")
set(number 0)
foreach(entry IN LISTS FILES)
    string(REGEX MATCH "^([^=]+)=(.+)$" whole "${entry}")
    set(name "${CMAKE_MATCH_1}")
    file(READ "${ROOT}/${CMAKE_MATCH_2}" bytes HEX)
    string(LENGTH "${bytes}" size)
    math(EXPR size "${size} / 2")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    string(APPEND arrays "static const unsigned char file_${number}[] = { ${bytes} };\n")
    string(APPEND rows "    { \"${name}\", file_${number}, ${size} },\n")
    math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUTPUT}"
    "#include \"${HEADER}\"\n\n#include <stddef.h>\n\n${arrays}\n"
    "const struct ${NAME}_file ${NAME}_files[] = {\n${rows}    { NULL, NULL, 0 },\n};\n")
