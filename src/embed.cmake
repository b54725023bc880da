# Writes FILE as an array of characters called NAME, with a NUL behind it, into
# OUT.
file(READ ${FILE} bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "(char)0x\\1," bytes "${bytes}")
get_filename_component(base ${FILE} NAME)
file(WRITE ${OUT}
    "/* Written by the build from ${base}. */\n"
    "extern const char ${NAME}[];\n"
    "const char ${NAME}[] = {${bytes}0};\n")
