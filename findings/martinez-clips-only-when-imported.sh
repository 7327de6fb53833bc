#!/usr/bin/env bash
# martinez-polygon-clipping can clip two outlines when it is imported, but not when it is required.
#
# Library:   martinez-polygon-clipping 0.8.1 of npm on Node.js
# Expected:  its package names a file for require() and one for import, so the same two squares overlap in the same one
# Behaviour: require() succeeds and gives all the functions; each call raises "Y is not a constructor", whether
#            the outlines overlap or lie apart: its file takes the tree that it needs from the wrong place of another package.
# Seen:      squares from 0 to 2 and from 1 to 3: import: the square from 1 to 2; require: Y is not a constructor; squares far
#            apart: null and the same error
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts martinez-polygon-clipping@0.8.1 splaytree@0.1.4 >/dev/null
cat > check.mjs <<'J'
import { createRequire } from "node:module";
import * as imported from "martinez-polygon-clipping";

const required = createRequire(import.meta.url)("martinez-polygon-clipping");
const square = (from, to) => [[[from, from], [to, from], [to, to], [from, to], [from, from]]];
function overlap(library, one, other) {
  try {
    return JSON.stringify(library.intersection(one, other));
  } catch (error) {
    return error.message;
  }
}
const seen = [imported, required].flatMap((library) =>
  [overlap(library, square(0, 2), square(1, 3)), overlap(library, square(0, 1), square(8, 9))]);
console.log("import:", seen[0], seen[1], " require:", seen[2], seen[3]);
const same = seen[0].includes("[1,1]") && seen[0].includes("[2,2]") && seen[2] === "Y is not a constructor" && seen[1] === "null"
  && seen[3] === seen[2];
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "martinez-polygon-clipping $(node -p 'JSON.parse(require("fs").readFileSync("node_modules/martinez-polygon-clipping/package.json")).version')"
node check.mjs
