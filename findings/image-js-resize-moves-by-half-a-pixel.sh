#!/usr/bin/env bash
# image-js moves pictures by half a pixel to the right and down when it resizes them, but by nearest neighbour it does not.
#
# Library:   image-js 1.7.0 of npm
# Expected:  a spot in the middle of a picture is in the middle after resize(), whatever the interpolation
# Behaviour: bilinear (what it takes by itself) and bicubic put it half a pixel of the new picture further, at every factor
#            tried: one pixel of the old picture when it is halved, two when it is taken to a quarter.
# Seen:      spot at 31.5 of 64 x 64. Bilinear and bicubic to 32: 16.0 for 15.5; to 16: 8.0 for 7.5; to 128: 64.0 for 63.5.
#            Nearest to 128: 63.5
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund image-js@1.7.0 >/dev/null
cat > check.mjs <<'J'
import { Image } from "image-js";

const size = 64;
const spot = new Image(size, size, { bitDepth: 16, colorModel: "GREY" });
for (let y = 0; y < size; y++) {
  for (let x = 0; x < size; x++) {
    const distance = (x - 31.5) ** 2 + (y - 31.5) ** 2;
    spot.setValue(x, y, 0, Math.round(50000 * Math.exp(-distance / (2 * 6 * 6))));
  }
}
function centre(image) {
  let sum = 0, sumX = 0, sumY = 0;
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const value = image.getValue(x, y, 0);
      sum += value;
      sumX += value * x;
      sumY += value * y;
    }
  }
  return [sumX / sum, sumY / sum];
}
let same = true;
for (const [interpolationType, width, shift] of [
  ["nearest", 128, 0], ["bilinear", 32, 0.5], ["bilinear", 16, 0.5], ["bilinear", 128, 0.5], ["bicubic", 32, 0.5],
  ["bicubic", 16, 0.5], ["bicubic", 128, 0.5]]) {
  const [x, y] = centre(spot.resize({ width, height: width, interpolationType }));
  const middle = (width - 1) / 2;
  console.log(`${interpolationType} to ${width}: ${x.toFixed(3)}, ${y.toFixed(3)} for ${middle}`);
  same = same && Math.abs(x - middle - shift) < 0.01 && Math.abs(y - middle - shift) < 0.01;
}
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "image-js $(node -p 'require("./node_modules/image-js/package.json").version')"
node check.mjs
