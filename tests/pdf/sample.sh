# Sourced by tests of the hand-made document of output_test, with the program as $1: writes it to $file, in $folder, which goes at the end.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
writer=$(dirname "$1")/tests/output_test
[ -x "$writer" ] || { echo "$writer is missing; nothing was checked"; exit 77; }
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
file=$folder/sample.pdf
status=0
(cd "$here/.." && "$writer" --write "$file") || exit 1
