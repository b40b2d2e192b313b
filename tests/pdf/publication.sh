#!/bin/bash
# A publication under tests/ builds without a fault, and qpdf, our own checker and veraPDF (PDF/UA-1, PDF/A-3a) find none in what it makes.
# usage: publication.sh ALMANAC FOLDER DOCUMENTS [OPTION …]: at least so many documents; options of the build
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
almanac=$1 source=$here/../$2 least=$3
shift 3
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
for part in "$source"/*; do
    [ "$(basename "$part")" = out ] || ln -s "$(realpath "$part")" "$folder/$(basename "$part")"
done

"$almanac" -C "$folder" build --quiet "$@" >"$folder/said" 2>&1 || { cat "$folder/said"; exit 1; }
mapfile -t files < <(find "$folder/out" -name '*.pdf' | sort)
[ ${#files[@]} -ge "$least" ] || { echo "${#files[@]} documents, not $least"; exit 1; }
status=0
for file in "${files[@]}"; do
    qpdf --check "$file" >"$folder/said" 2>&1 || { cat "$folder/said"; status=1; }
    python3 "$here/check.py" "$file" >"$folder/said" || { cat "$folder/said"; status=1; }
done
[ $status -eq 0 ] || exit $status
"$here/verapdf" --flavour ua1 --flavour 3a "${files[@]}"
