#!/bin/bash
# The hand-made document of output_test: its text comes out whole and in order, in fonts that are ours. (documents_test.py checks its form.)
. "$(dirname "${BASH_SOURCE[0]}")/sample.sh"

# What a reader hears: words parted at a line's end are whole, the note follows its mark, cells are in order.
pdfinfo -struct-text "$file" >"$folder/heard" 2>"$folder/said" || status=1
[ -s "$folder/said" ] && { cat "$folder/said"; status=1; }
for words in 'and office infrastructure, ' 'raison d’être' 'the data of the office' 'What an office is.' '44.9'; do
    grep -qF "$words" "$folder/heard" || { echo "not heard: $words"; status=1; }
done

# No face but ours, all embedded, reduced and with their text.
pdffonts "$file" | tail -n +3 | grep -v 'CID TrueType *Identity-H *yes yes yes' && { echo "a font is not as promised"; status=1; }

exit $status
