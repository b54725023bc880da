#!/bin/sh
# The library, installed somewhere, serves a program that finds it through
# pkg-config or through CMake, shared or static.
. "$(dirname "$0")/common.sh"
prefix=$scratch/prefix
cmake --install "$INSIGHTS_BUILD" --prefix "$prefix" >"$scratch/log" 2>&1 || {
    cat "$scratch/log"
    exit 1
}
libdir=$(dirname "$(find "$prefix" -name libinsights.so | head -n 1)")
PKG_CONFIG_PATH=$libdir/pkgconfig
export PKG_CONFIG_PATH
consumer=tests/abi/consumer

# Both builds of consumer.c must say the same, the running version.
try() {
    LD_LIBRARY_PATH=$libdir "$2" >"$scratch/said" 2>&1 ||
        fail "$1: $(cat "$scratch/said")"
    grep -qx 'libinsights 0\.1\.0 works' "$scratch/said" ||
        fail "$1 said: $(cat "$scratch/said")"
}

flags=$(pkg-config --cflags --libs insights)
# shellcheck disable=SC2086
gcc -std=c99 -Wall -Werror -o "$scratch/shared" $consumer/consumer.c $flags &&
    try "pkg-config" "$scratch/shared" || fail "pkg-config does not serve"
for example in examples/*.c; do
    # shellcheck disable=SC2086
    gcc -std=c99 -Wall -Werror -o "$scratch/example" "$example" $flags ||
        fail "$example does not build"
done
flags=$(pkg-config --static --cflags --libs insights |
    sed "s# -linsights # $libdir/libinsights.a #")
# shellcheck disable=SC2086
gcc -DINSIGHTS_STATIC -o "$scratch/static" $consumer/consumer.c $flags &&
    try "pkg-config --static" "$scratch/static" ||
    fail "pkg-config --static does not serve"

if cmake -S $consumer -B "$scratch/cmake" -DCMAKE_PREFIX_PATH="$prefix" \
    >"$scratch/log" 2>&1 &&
    cmake --build "$scratch/cmake" >>"$scratch/log" 2>&1; then
    try "find_package" "$scratch/cmake/consumer"
    try "find_package, static" "$scratch/cmake/consumer_static"
else
    fail "find_package: $(tail -n 30 "$scratch/log")"
fi

if [ -x "$prefix/bin/insights" ]; then
    "$prefix/bin/insights" --version >/dev/null 2>"$scratch/said" ||
        fail "the installed program does not start: $(cat "$scratch/said")"
fi
finish
