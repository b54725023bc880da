#!/bin/sh
# The core builds and passes its tests without database, cryptography or
# network, so that other platforms stay possible.
. "$(dirname "$0")/common.sh"
build "$scratch/build" -DINSIGHTS_CORE_ONLY=ON \
    -DCMAKE_COMPILE_WARNING_AS_ERROR=ON
nm -u "$scratch/build/libinsights.a" | awk '{ print $2 }' | sort -u |
    grep -E '^(sqlite3_|EVP_|SSL_|uv_|curl_|PQ|socket$|connect$)' |
    fail_lines "the core refers to"
run_tests "$scratch/build"
finish
