#!/usr/bin/env bash
# secs4js gives a received item of one number as a number and of several as a list; truth values are always a list.
#
# Library:   secs4js 0.4.7 of npm, property value of items
# Expected:  value is of one kind for items of one format, before sending and after receiving
# Behaviour: U4(5).value is a list; the same item received is the number alone, so that value[0] is undefined and
#            value.length too. A report that works with two dies, or on items made by the program itself, fails with one.
#            BOOLEAN stays a list of one.
# Seen:      U4 5: [5] when made, 5 when received; U4 5 6: lists; BOOLEAN true: lists
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts secs4js@0.4.7 >/dev/null
cat > check.mjs <<'J'
import { BOOLEAN, Secs2ItemParser, U4 } from "secs4js";

let same = true;
for (const [item, made, received] of [
  [U4(5), "[5]", "5"], [U4(5, 6), "[5,6]", "[5,6]"], [BOOLEAN(true), "[true]", "[true]"]]) {
  const back = Secs2ItemParser.fromBuffer(item.toBuffer()).item.value;
  console.log(`${item.toSml()}: made ${JSON.stringify(item.value)}, received ${JSON.stringify(back)}`);
  same = same && JSON.stringify(item.value) === made && JSON.stringify(back) === received;
}
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "secs4js $(node -p 'require("./node_modules/secs4js/package.json").version')"
timeout 60 node check.mjs
