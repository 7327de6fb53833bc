#!/usr/bin/env bash
# unitmath says that 25 degC less 20 degC is -268.15 degC.
#
# Library:   unitmath 0.8.8 of npm
# Expected:  a difference of 5 degrees (or 5 K), or an error, since a difference is no temperature
# Behaviour: both are taken to kelvin, subtracted, and the 5 K are taken back to degrees Celsius as if they were a
#            temperature. 20 degC times 2 is 313.15 degC, and 2 W/K times 5 degC is 556.3 W. No error.
# Seen:      -268.15 degC, in K: 5 K; 20 degC times 2: 313.15 degC; 2 W/K times 5 degC: 556.3 W
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts unitmath@0.8.8 >/dev/null
cat > check.mjs <<'J'
import unit from "unitmath";

const difference = unit("25 degC").sub("20 degC");
const seen = [difference, difference.to("K"), unit("20 degC").mul(2), unit("2 W/K").mul("5 degC")].map(String);
console.log(seen.join(", "));
if (seen.join() !== "-268.15 degC,5 K,313.15 degC,556.3 W") {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "unitmath $(node -p 'require("./node_modules/unitmath/package.json").version')"
node check.mjs
