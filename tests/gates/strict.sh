#!/bin/sh
# gcc and clang have nothing to say, about the library, the program and the
# tests.
. "$(dirname "$0")/common.sh"
for cc in gcc clang; do
    type=RelWithDebInfo
    [ $cc = clang ] && type=Debug
    build "$scratch/$cc" -DCMAKE_C_COMPILER=$cc -DCMAKE_BUILD_TYPE=$type \
        -DCMAKE_COMPILE_WARNING_AS_ERROR=ON
    rm -rf "${scratch:?}/$cc"
done
finish
