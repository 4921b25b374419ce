#!/usr/bin/env bash
# Makes the two subset fonts again. Needs fonttools and brotli; takes the folder that holds the latin wght-normal files of
# @fontsource-variable/alegreya and @fontsource-variable/atkinson-hyperlegible-next. Licences: the OFL texts beside this file.
set -euo pipefail
from=${1:?folder with the two source fonts}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
letters="U+0020-007E,U+00A0,U+00A1,U+00A9,U+00AB,U+00B7,U+00BB,U+00BF,U+00C1,U+00C9,U+00CD,U+00D1,U+00D3,U+00DA,U+00DC"
letters+=",U+00E1,U+00E9,U+00ED,U+00F1,U+00F3,U+00FA,U+00FC,U+2010-2014,U+2018,U+2019,U+201C,U+201D,U+2022,U+2026,U+2212"

fonttools varLib.instancer "$from/alegreya-latin-wght-normal.woff2" wght=600 -o "$work/head.ttf"
fonttools varLib.instancer "$from/atkinson-hyperlegible-next-latin-wght-normal.woff2" wght=400:700 -o "$work/body.ttf"
common=(--unicodes="$letters" --flavor=woff2 --no-hinting --desubroutinize)
pyftsubset "$work/head.ttf" "${common[@]}" --layout-features=kern,liga,lnum,mark,mkmk,ccmp --output-file="$here/alegreya-600.woff2"
pyftsubset "$work/body.ttf" "${common[@]}" --layout-features=kern,liga,mark,mkmk,ccmp,tnum --output-file="$here/atkinson-next.woff2"
