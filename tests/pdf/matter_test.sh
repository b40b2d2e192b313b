#!/bin/bash
# The specimen of matter: no message, no fault.
exec bash "$(dirname "${BASH_SOURCE[0]}")/publication.sh" "$1" specimen-matter 1 --strict
