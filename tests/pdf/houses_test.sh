#!/bin/bash
# The factsheet in every house: no fault.
exec bash "$(dirname "${BASH_SOURCE[0]}")/publication.sh" "$1" houses 2
