#!/bin/bash
# Every document of the repository's own publication: built in a folder of its own, then qpdf, our checker and veraPDF (PDF/UA-1 and
# PDF/A-3a) find no fault in any; a second build makes nothing.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$here/../..
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
for part in almanac.yaml data fonts templates; do ln -s "$(cd "$top" && pwd)/$part" "$folder/$part"; done

"$1" -C "$folder" build --quiet >"$folder/built" || { cat "$folder/built"; exit 1; }
mapfile -t files < <(find "$folder/out" -name '*.pdf' | sort)
wanted=$(grep -c '^EU27,' "$top/data/geo/country_names_24.csv")
[ ${#files[@]} -eq "$wanted" ] || { echo "${#files[@]} documents, not $wanted"; exit 1; }
[ -z "$("$1" -C "$folder" build --quiet)" ] || { echo "a second build made something"; exit 1; }

status=0
for file in "${files[@]}"; do
    qpdf --check "$file" >"$folder/said" 2>&1 || { cat "$folder/said"; status=1; }
    python3 "$here/check.py" "$file" >"$folder/said" || { cat "$folder/said"; status=1; }
    pdftotext "$file" - | grep -q 'Figure 1' || { echo "$file: the text of Figure 1 cannot be found"; status=1; }
done
echo "${#files[@]} documents looked at"
[ $status -eq 0 ] || exit $status
"$here/verapdf" --flavour ua1 --flavour 3a "${files[@]}"
