#!/usr/bin/env bash
# secs4js turns the sign for micro into a 5 and the sign for degrees into a 0: "µm" is read as "5m", "25 °C" as "25 0C".
#
# Library:   secs4js 0.4.7 of npm, item A
# Expected:  units and values of S1F12, S2F30 or S5F1 come as they were sent, or the item is refused as not ASCII
# Behaviour: what is sent is one byte a character (B5, B0), as many tools do; what is read loses the eighth bit, so that
#            other letters and digits stand there, which a program that reads numbers believes. No error at either end.
# Seen:      "µm" goes out as 41 02 b5 6d and comes back as "5m", "25 °C" as "25 0C"
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts secs4js@0.4.7 >/dev/null
cat > check.mjs <<'J'
import { A, Secs2ItemParser } from "secs4js";

let same = A("\u00b5m").toBuffer().toString("hex") === "4102b56d";
for (const [text, expected] of [["\u00b5m", "5m"], ["25 \u00b0C", "25 0C"], ["nm", "nm"]]) {
  const read = Secs2ItemParser.fromBuffer(A(text).toBuffer()).item.value;
  console.log(`${text}: sent ${A(text).toBuffer().toString("hex")}, read "${read}"`);
  same = same && read === expected;
}
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "secs4js $(node -p 'require("./node_modules/secs4js/package.json").version')"
timeout 60 node check.mjs
