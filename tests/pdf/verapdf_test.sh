#!/bin/bash
# veraPDF itself must be at work: it has to refuse a file without tags, or its praise of ours means nothing.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
out=$(./verapdf --flavour ua1 --flavour 3a untagged.pdf 2>&1)
status=$?
[ $status -eq 77 ] && { echo "$out"; exit 77; }
if [ $status -ne 1 ] || [ "$(grep -c '^FAIL .*untagged.pdf' <<<"$out")" -ne 2 ]; then
    echo "a file without tags must fail PDF/UA-1 and PDF/A-3a, but (status $status):"
    echo "$out"
    exit 1
fi
