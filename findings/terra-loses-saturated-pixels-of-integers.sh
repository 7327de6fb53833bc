#!/usr/bin/env bash
# terra writes the largest number of an integer type as missing: saturated pixels, 255 or 65535, are NaN when they are
# read back.
#
# Library:   r-cran-terra 1.7-3 of Debian 12 with its R 4.2.2
# Expected:  a picture without missing pixels has none after writeRaster() with INT1U or INT2U; what does not fit the type is
#            warned of
# Behaviour: 255 and 65535 are the mark of a missing pixel whether there are any or not, so what is just that number is
#            missing from then on. 65536 is warned of, 65535 is not. As floats, terra's own choice, they are kept.
# Seen:      1, 254, 255 as INT1U: 1, 254, NaN; 1, 65534, 65535 as INT2U: 1, 65534, NaN; as FLT4S all are kept
set -euo pipefail
version=1.7-3-1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "r-cran-terra=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "r-cran-terra" { print $2 }')
apt-get download -q "r-cran-terra=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export R_HOME="$folder/tree/usr/lib/R" R_SHARE_DIR="$folder/tree/usr/share/R/share" HOME="$folder" EDITOR=vi PAGER=cat
export R_LIBS="$R_HOME/site-library" LD_LIBRARY_PATH="$R_HOME/lib:$folder/tree/usr/lib/x86_64-linux-gnu"
cat > check.R <<'R'
suppressMessages(library(terra))
cat("terra", as.character(packageVersion("terra")), "R", as.character(getRversion()), "\n")
options(warn = 2)
read_back <- function(values, kind) {
  writeRaster(rast(matrix(values, 1), extent = ext(0, 3, 0, 1)), "picture.tif", datatype = kind, overwrite = TRUE)
  paste(values(rast("picture.tif"))[, 1], collapse = " ")
}
seen <- c(read_back(c(1, 254, 255), "INT1U"), read_back(c(1, 65534, 65535), "INT2U"), read_back(c(1, 65534, 65535), "FLT4S"))
cat("INT1U:", seen[1], " INT2U:", seen[2], " FLT4S:", seen[3], "\n")
if (!identical(seen, c("1 254 NaN", "1 65534 NaN", "1 65534 65535"))) stop("the behaviour has changed")
R
"$R_HOME/bin/exec/R" --vanilla --no-echo -f check.R
