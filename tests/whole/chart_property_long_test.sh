#!/bin/bash
# A thousand random inputs a kind of chart: the unit test of the same build with more runs.
# usage: chart_property_long_test.sh ALMANAC
set -eu
program="$(dirname "$1")/tests/chart_property_test"
[ -x "$program" ] || exit 77
ALMANAC_RUNS=1000 "$program"
