#!/bin/sh
# What is generated from model.toml is committed and fresh, and nothing that
# was released (model.lock) has changed.
. "$(dirname "$0")/common.sh"
[ -f src/model/generate.py ] || { echo "no generator"; exit 1; }
python3 src/model/generate.py --check >"$scratch/log" 2>&1 ||
    fail "$(cat "$scratch/log")"
finish
