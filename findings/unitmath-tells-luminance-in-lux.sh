#!/usr/bin/env bash
# unitmath writes luminance as illuminance: 100 cd/m^2 times 2 is printed as 200 lx.
#
# Library:   unitmath 0.8.8 of npm
# Expected:  cd/m^2 stays cd/m^2 (or nit), a value of a surface that shines; lux is a value of a surface that is lit, lm/m^2
# Behaviour: its lux is cd/m^2 without the solid angle, and what is calculated is simplified to the shortest name, so that
#            a table of the luminance of a panel comes out in lx with the same numbers. Also 3 cd over 2 m^2.
# Seen:      100 cd/m^2 * 2: 200 lx; 100 cd/m^2: 100 lx; 3 cd / 2 m^2: 1.5 lx
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts unitmath@0.8.8 >/dev/null
cat > check.mjs <<'J'
import unit from "unitmath";

const seen = [unit("100 cd/m^2").mul(2), unit("100 cd/m^2"), unit("3 cd").div("2 m^2")].map(String);
console.log(seen.join(", "));
if (seen.join() !== "200 lx,100 lx,1.5 lx") {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "unitmath $(node -p 'require("./node_modules/unitmath/package.json").version')"
node check.mjs
