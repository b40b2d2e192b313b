#!/bin/bash
# The specimen of matter: no message, and qpdf, our own checker and veraPDF (PDF/UA-1, PDF/A-3a) find no fault.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
for part in abbreviations.yaml almanac.yaml data fonts images templates; do ln -s "$(realpath "$here/../specimen-matter/$part")" "$folder/$part"; done

"$1" -C "$folder" build --strict --quiet >"$folder/said" 2>&1 || { cat "$folder/said"; exit 1; }
mapfile -t files < <(find "$folder/out" -name '*.pdf' | sort)
[ ${#files[@]} -eq 1 ] || { echo "${#files[@]} documents, not 1"; exit 1; }
status=0
for file in "${files[@]}"; do
    qpdf --check "$file" >"$folder/said" 2>&1 || { cat "$folder/said"; status=1; }
    python3 "$here/check.py" "$file" >"$folder/said" || { cat "$folder/said"; status=1; }
done
[ $status -eq 0 ] || exit $status
"$here/verapdf" --flavour ua1 --flavour 3a "${files[@]}"
