#!/usr/bin/env bash
# Pictures of every page in two sizes, two themes and three languages, without a display:
#   scripts/screenshots.sh [FOLDER]          into FOLDER (default build/screenshots)
#   scripts/screenshots.sh --docs            the few that docs/user-guide.md shows, into docs/images
# Needs a release build; works on the sample recording, or on WAFER=file.h5 EL=file.csv.
set -euo pipefail
cd "$(dirname "$0")/.."

build=${BUILD:-build/release}
docs=0
folder=build/screenshots
case "${1:-}" in
    --docs) docs=1 ;;
    "") ;;
    *) folder=$1 ;;
esac

for program in app/gui/waferglow app/cli/waferglow-cli; do
    [ -x "$build/$program" ] || { echo "screenshots: $build/$program is missing; run scripts/build.sh first" >&2; exit 1; }
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
wafer=${WAFER:-}
el=${EL:-}
if [ -z "$wafer" ]; then
    wafer=$scratch/sample.h5
    "$build/app/cli/waferglow-cli" inspect samples/recordings/small --out "$wafer" --quiet >/dev/null
    el=${EL:-samples/recordings/small/el.csv}
else
    # The pages may write; the original stays as it is.
    cp "$wafer" "$scratch/" && wafer=$scratch/$(basename "$wafer")
fi
if [ $docs -eq 1 ]; then folder=$scratch/pictures; fi

QT_QPA_PLATFORM=offscreen "$build/app/gui/waferglow" --screenshots "$folder" ${el:+--el "$el"} "$wafer" 2> >(grep -v propagateSizeHints >&2)

if [ $docs -eq 1 ]; then
    for name in run review correlation correlation-tab3 correlation-tab5 recipe-tab3; do
        [ -f "$folder/$name-1366x768-light-en.png" ] || continue
        cp "$folder/$name-1366x768-light-en.png" "docs/images/gui-$name.png"
    done
    cp "$folder/correlation-1366x768-dark-ko.png" docs/images/gui-correlation-dark-ko.png
    cp "$folder/recipe-1366x768-light-zh_TW.png" docs/images/gui-recipe-zh.png
    # Pages have few colours: 256 of them look the same at a third of the size.
    if /usr/bin/python3 -c 'import PIL' 2>/dev/null; then
        /usr/bin/python3 -c '
import sys
from PIL import Image
for name in sys.argv[1:]:
    Image.open(name).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(name, optimize=True)
' docs/images/gui-*.png
    fi
    for picture in docs/images/gui-*.png; do
        [ "$(stat -c %s "$picture")" -lt 300000 ] || { echo "screenshots: $picture is larger than 300 kB" >&2; exit 1; }
    done
else
    echo "screenshots: $(find "$folder" -name '*.png' | wc -l) pictures in $folder" >&2
fi
