#!/bin/bash
# Object streams and all else that we write are read without a complaint by the programs that archives and printers use: qpdf, poppler,
# MuPDF and Ghostscript, each from the sample of output_test. Those that are not installed are named; with CI=true they must be.
. "$(dirname "${BASH_SOURCE[0]}")/sample.sh"
grep -qa '/Type/ObjStm' "$file" || { echo "the sample has no object streams"; status=1; }
pages=$(pdfinfo "$file" | sed -n 's/^Pages: *//p')

# What they say of a file without faults: Debian builds MuPDF without colour profiles.
harmless='^No syntax or stream encoding errors found|^errors that qpdf cannot detect|ICC support is not available'

# reads PATTERN COMMAND…: the command ends well, says nothing of faults, and prints a line that matches.
reads() {
    local pattern=$1
    shift
    if ! command -v "$1" >/dev/null; then
        echo "$1 is not installed"
        [ "${CI:-}" != true ] || status=1
        return
    fi
    "$@" >"$folder/out" 2>"$folder/said"
    local ended=$?
    local faults
    faults=$(cat "$folder/out" "$folder/said" | grep -iE 'error|warning|repair|recover' | grep -vE "$harmless")
    if [ $ended -ne 0 ] || [ -n "$faults" ] || ! grep -qaE "$pattern" "$folder/out"; then
        echo "$* (status $ended):"
        cat "$folder/out" "$folder/said"
        status=1
    else
        echo "$1 reads it"
    fi
}

reads 'No syntax or stream encoding errors' qpdf --check "$file"
reads 'What an office is' pdftotext "$file" -
reads 'What an office is' mutool draw -q -F txt -o - "$file"
reads "^Page $pages\$" gs -dBATCH -dNOPAUSE -dSAFER -sDEVICE=nullpage "$file"
exit $status
