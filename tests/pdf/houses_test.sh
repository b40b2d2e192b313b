#!/bin/bash
# The factsheet in every house: no fault in any of the three.
exec bash "$(dirname "${BASH_SOURCE[0]}")/publication.sh" "$1" houses 3
