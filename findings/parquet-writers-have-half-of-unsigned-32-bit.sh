#!/usr/bin/env bash
# parquetjs takes rows with an unsigned 32-bit number of 3e9 and fails when the file is closed; hyparquet-writer refuses a
# Uint32Array with it.
#
# Library:   parquetjs 0.11.2, @dsnp/parquetjs 1.8.8 and hyparquet-writer 0.17.0 of npm
# Expected:  a column of UINT_32, which parquetjs has as a type of its own and checks when a row is added, holds numbers up to
#            4294967295: times in ms and counters of dies and pulses are that large. Parquet keeps them as the same 32 bits
# Behaviour: the type is checked as unsigned, up to 4294967295, and written as signed, up to 2147483647: what is above raises
#            "out of range", in parquetjs only by close(), when all rows of the group are lost.
# Seen:      2147483647: written by all; 3000000000: parquetjs and @dsnp/parquetjs add the row and close() raises
#            ERR_OUT_OF_RANGE; hyparquet-writer: "parquet expected int32 value, got 3000000000"
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts parquetjs@0.11.2 @dsnp/parquetjs@1.8.8 hyparquet-writer@0.17.0 >/dev/null
cat > check.mjs <<'J'
import dsnp from "@dsnp/parquetjs";
import { parquetWriteBuffer } from "hyparquet-writer";
import parquetjs from "parquetjs";

async function written(library, value) {
  const schema = new library.ParquetSchema({ counts: { type: "UINT_32" } });
  const writer = await library.ParquetWriter.openFile(schema, "counts.parquet");
  await writer.appendRow({ counts: value });
  try {
    await writer.close();
    return "written";
  } catch (error) {
    return `close() ${error.code}`;
  }
}
function written_by_hyparquet(value) {
  try {
    parquetWriteBuffer({ columnData: [{ name: "counts", data: new Uint32Array([value]) }] });
    return "written";
  } catch (error) {
    return error.message;
  }
}
const seen = [];
for (const value of [2147483647, 3000000000]) {
  seen.push(await written(parquetjs, value), await written(dsnp, value), written_by_hyparquet(value));
}
console.log(seen);
const expected = ["written", "written", "written", "close() ERR_OUT_OF_RANGE", "close() ERR_OUT_OF_RANGE",
  "parquet expected int32 value, got 3000000000"];
if (seen.join() !== expected.join()) {
  console.error("the behaviour has changed");
  process.exit(1);
}
process.exit(0);
J
for name in parquetjs @dsnp/parquetjs hyparquet-writer; do
  echo "$name $(node -p "JSON.parse(require('fs').readFileSync('node_modules/$name/package.json')).version")"
done
node check.mjs
