#!/bin/bash
# The specimen of tables and the tables under stress as files: qpdf and our own checker find no fault, veraPDF passes them as PDF/UA-1
# and PDF/A-3a.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
for part in almanac.yaml data fonts templates; do ln -s "$(realpath "$here/../specimen-tables/$part")" "$folder/$part"; done

"$1" -C "$folder" build --strict --quiet >"$folder/said" 2>&1 || { cat "$folder/said"; exit 1; }
ALMANAC_KEEP=$folder/out/stress.pdf python3 -B "$here/../hostile/tables_test.py" "$1" Tables.test_files_are_sound >"$folder/said" 2>&1 ||
    { cat "$folder/said"; exit 1; }
mapfile -t files < <(find "$folder/out" -name '*.pdf' | sort)
[ ${#files[@]} -eq 6 ] || { echo "${#files[@]} documents, not 6"; exit 1; }
status=0
for file in "${files[@]}"; do
    qpdf --check "$file" >"$folder/said" 2>&1 || { cat "$folder/said"; status=1; }
    python3 "$here/check.py" "$file" >"$folder/said" || { cat "$folder/said"; status=1; }
done
[ $status -eq 0 ] || exit $status
"$here/verapdf" --flavour ua1 --flavour 3a "${files[@]}"
