#!/bin/sh
# Makes the small fonts of this folder from the installed ones (packages fonts-roboto-unhinted, fonts-dejavu-core) with
# hb-subset (package libharfbuzz-bin). Run it again only to add signs: layout goldens depend on these files.
set -eu
cd "$(dirname "$0")"
roboto=/usr/share/fonts/truetype/roboto/unhinted
# Latin of the Union's languages, Greek and its accents, combining marks, punctuation, spaces, currency, minus and relations.
text=20-7E,A0-17F,218-21B,300-304,306-308,30A-30C,326-328,386-3CE,400-45F,2000-200A,2010-2015,2018-201E,2020-2022,2026,202F,2030,2032,2033,2039,203A,20AC,2116,2122,2190-2193,2212,2248,2260,2264,2265,FFFD
# Signs that the text faces lack.
signs=20,2B,2D,3F,2190-2199,21D2,25A0,25A1,25AA,25B2,25B3,25B6,25BC,25BD,25CB,25CF,25C6,25C7,2713,2717,FFFD
features=kern,liga,lnum,tnum,mark,mkmk,ccmp,locl
make() { # source-folder file unicodes
    hb-subset --unicodes="$3" --layout-features="$features" --no-hinting --notdef-outline --name-IDs='1,2,4,6' \
        --output-file="$2" "$1/$2"
}
features=$features,smcp,numr make $roboto/RobotoTTF Roboto-Regular.ttf $text
for file in Light Italic Medium Bold; do make $roboto/RobotoTTF Roboto-$file.ttf $text; done
for file in Regular Italic Bold; do make $roboto RobotoCondensed-$file.ttf $text; done
make /usr/share/fonts/truetype/dejavu DejaVuSans.ttf $signs
