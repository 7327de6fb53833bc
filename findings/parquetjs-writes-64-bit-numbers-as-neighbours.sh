#!/usr/bin/env bash
# parquetjs writes a 64-bit number as its neighbour: a time stamp in ns is another one.
#
# Library:   parquetjs 0.11.2 of npm; @dsnp/parquetjs 1.8.8 of npm, which grew from it, compares
# Expected:  a BigInt of 9007199254740993 in a column of INT64 is in the file as it is, or refused
# Behaviour: it goes through a floating point number and is written as the nearest even one. Only the console tells
#            "Assertion failed: number out of range". Small numbers are right.
# Seen:      9007199254740993 read by @dsnp/parquetjs: written by parquetjs 9007199254740992, by @dsnp/parquetjs
#            9007199254740993; 2^40 + 1: right by both
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts parquetjs@0.11.2 @dsnp/parquetjs@1.8.8 >/dev/null
cat > check.mjs <<'J'
import dsnp from "@dsnp/parquetjs";
import parquetjs from "parquetjs";

async function written(library, time) {
  const schema = new library.ParquetSchema({ time: { type: "INT64" } });
  const writer = await library.ParquetWriter.openFile(schema, "times.parquet");
  await writer.appendRow({ time });
  await writer.close();
  const reader = await dsnp.ParquetReader.openFile("times.parquet");
  const row = await reader.getCursor().next();
  await reader.close();
  return String(row.time);
}
const seen = [];
for (const time of [9007199254740993n, 1099511627777n]) {
  seen.push(await written(parquetjs, time), await written(dsnp, time));
}
console.log("2^53 + 1 by parquetjs and @dsnp/parquetjs:", seen[0], seen[1], " 2^40 + 1:", seen[2], seen[3]);
if (seen.join() !== "9007199254740992,9007199254740993,1099511627777,1099511627777") {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
for name in parquetjs @dsnp/parquetjs; do echo "$name $(node -p "require('./node_modules/$name/package.json').version")"; done
node check.mjs
