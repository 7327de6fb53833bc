#!/usr/bin/env bash
# secs4js does not read the numbers of its own SML: long U8 come out as neighbours, small floats are refused.
#
# Library:   secs4js 0.4.7 of npm, toSml() and SmlParser
# Expected:  what toSml() writes is what SmlParser.parse() reads
# Behaviour: integers go through floating point although the items themselves hold whole 64 bits: beyond 2^53 the number
#            is another one, without a word. Floats that are written with an exponent (below 1e-6) are not read at all.
# Seen:      U8 9007199254740993 (time stamps in ns are longer) is written so and read as 9007199254740992; F8 1e-7 is
#            written so and raises "Invalid number"; F8 0.001 is read
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts secs4js@0.4.7 >/dev/null
cat > check.mjs <<'J'
import { F8, Secs2ItemParser, SecsMessage, SmlParser, U8 } from "secs4js";

function read(item) {
  try {
    const body = SmlParser.parse(new SecsMessage(6, 11, true, item).toSml()).body;
    return String(Secs2ItemParser.fromBuffer(body.toBuffer()).item.value);
  } catch (error) {
    return error.message.split(" at ")[0].trim();
  }
}
let same = String(Secs2ItemParser.fromBuffer(U8(9007199254740993n).toBuffer()).item.value) === "9007199254740993";
for (const [item, expected] of [
  [U8(9007199254740993n), "9007199254740992"], [F8(1e-7), "Invalid number"], [F8(0.001), "0.001"]]) {
  console.log(`${item.toSml()} is read as: ${read(item)}`);
  same = same && read(item) === expected;
}
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "secs4js $(node -p 'require("./node_modules/secs4js/package.json").version')"
timeout 60 node check.mjs
