#!/bin/bash
# The decks of the specimen of slides: no message, no fault.
exec bash "$(dirname "${BASH_SOURCE[0]}")/publication.sh" "$1" specimen-slides 3 --strict
