#!/bin/sh
# Builds everything in ./build and runs every test.
#
#   sh tests/run.sh [ctest's options, such as -R base]
#
# On Debian 12, as root or with sudo, missing packages are installed first.
set -eu
cd "$(dirname "$0")/.."
. tests/gates/packages.sh
insights_packages "$INSIGHTS_TEST_PACKAGES"

jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
generator=
if [ ! -f build/CMakeCache.txt ] && command -v ninja >/dev/null; then
    generator="-G Ninja"
fi
mkdir -p build
# shellcheck disable=SC2086
if ! cmake -S . -B build $generator >build/build.log 2>&1 ||
    ! cmake --build build --parallel "$jobs" >>build/build.log 2>&1; then
    tail -n 60 build/build.log
    echo "the build failed; all of it is in build/build.log"
    exit 1
fi
echo "built: $(grep -c 'Building C object' build/build.log || true) files"

code=0
ctest --test-dir build --output-on-failure --parallel "$jobs" "$@" || code=$?
grep -h '^skipped' build/Testing/Temporary/LastTest.log 2>/dev/null || true
exit $code
