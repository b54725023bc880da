#!/bin/sh
# Every test again under the address and undefined behaviour sanitizers; a
# leak fails it.
. "$(dirname "$0")/common.sh"
build "$scratch/build" -DCMAKE_BUILD_TYPE=Debug \
    -DINSIGHTS_SANITIZE=address,undefined -DCMAKE_COMPILE_WARNING_AS_ERROR=ON
run_tests "$scratch/build"
finish
