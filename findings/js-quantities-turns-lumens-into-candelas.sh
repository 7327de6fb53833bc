#!/usr/bin/env bash
# js-quantities converts lumens to candelas one to one, and adds them: the solid angle is no unit to it.
#
# Library:   js-quantities 1.8.0 of npm
# Expected:  lm is cd sr: 5 lm to cd is refused, or needs a solid angle; an emitter of 5 lm has 0.4 cd if it shines evenly
#            all round and 1.6 cd as a flat one
# Behaviour: sr counts as 1. Candela and lumen are both of kind "luminous_power", cd/m2 is of kind "illuminance".
# Seen:      5 lm in cd: 5; 5 lm + 1 cd: 6 lm; kinds of 1 cd and 1 cd/m2: luminous_power, illuminance
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts js-quantities@1.8.0 >/dev/null
cat > check.mjs <<'J'
import Qty from "js-quantities";

const seen = [
  Qty("5 lm").to("cd").scalar, Qty("5 lm").add("1 cd").toString(), Qty("1 cd").kind(), Qty("1 cd/m2").kind()];
console.log(seen.join(", "));
if (seen.join() !== "5,6 lm,luminous_power,illuminance") {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "js-quantities $(node -p 'require("./node_modules/js-quantities/package.json").version')"
node check.mjs
