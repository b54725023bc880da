#!/bin/sh
# The generator keeps its promises; see test_generate.py.
exec python3 "$(dirname "$0")/test_generate.py"
