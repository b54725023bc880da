# test_commands.sh - what the documents tell people to type, works.
program=${INSIGHTS_PROGRAM:-$PWD/build/insights}
cd "$(dirname "$0")/../.." || exit 1
INSIGHTS_BUILD=$(dirname "$program") exec sh tests/gates/docs.sh commands
