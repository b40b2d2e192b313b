#!/bin/sh
# Makes the first COUNT documents of the work item from the CSV files in DATA, as the other programs' run.sh do.
# usage: run.sh ALMANAC CONVERT COUNT FOLDER DATA
set -e
here=${0%/*} almanac=$1 convert=$2 count=$3 folder=$4 data=$5
[ -d "$here" ] || here=.
mkdir -p "$folder"
cp -rL "$here/publication/." "$folder"
set --
for file in "$data"/*.csv; do
    [ $# -eq "$count" ] || set -- "$@" "$file"
done
"$convert" "$folder" "$@"
exec "$almanac" -C "$folder" build --force --quiet
