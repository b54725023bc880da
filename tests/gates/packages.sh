# packages.sh - what Debian 12 needs, for quickstart, tests and CI; sourced.
#
#   . tests/gates/packages.sh
#   insights_packages "$INSIGHTS_BUILD_PACKAGES"
#
# Nothing is fetched where everything is installed already. Elsewhere than on
# Debian the names are printed and the build tells what it misses.

INSIGHTS_BUILD_PACKAGES="gcc libc6-dev make cmake pkg-config libsqlite3-dev
    libjansson-dev libssl-dev libutf8proc-dev libstemmer-dev libexpat1-dev
    libxlsxwriter-dev libarchive-dev"
INSIGHTS_TEST_PACKAGES="$INSIGHTS_BUILD_PACKAGES libcriterion-dev python3
    binutils libxml2-utils poppler-utils"
INSIGHTS_CI_PACKAGES="$INSIGHTS_TEST_PACKAGES g++ clang libclang-rt-14-dev
    clang-format git"

# The packages among $* that are not installed.
insights_missing_packages() {
    for package in "$@"; do
        case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) in
        "install ok installed") ;;
        *) printf '%s ' "$package" ;;
        esac
    done
}

insights_apt_install() {
    # shellcheck disable=SC2086
    $1 env DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
        --no-install-recommends $2 </dev/null
}

# Install what is missing of a list of packages.
insights_packages() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null
    then
        echo "not a Debian system; needed are: $1" | tr -s ' \n' ' '
        echo
        return 0
    fi
    # shellcheck disable=SC2086
    missing=$(insights_missing_packages $1)
    [ -n "$missing" ] || return 0

    as_root=
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "please install as root: apt-get install $missing" >&2
            return 1
        fi
        as_root=sudo
    fi
    echo "installing: $missing"
    log=$(mktemp)
    if insights_apt_install "$as_root" "$missing" >"$log" 2>&1 ||
        { $as_root apt-get update -q </dev/null >"$log" 2>&1 &&
            insights_apt_install "$as_root" "$missing" >"$log" 2>&1; }; then
        rm -f "$log"
        return 0
    fi
    tail -n 20 "$log" >&2
    rm -f "$log"
    return 1
}
