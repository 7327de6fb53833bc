#!/usr/bin/env bash
# density-clustering and @cdxoo/dbscan list the rim of a cluster as noise as well, if they meet it first, and find no
# neighbours at the distance that was given.
#
# Library:   density-clustering 1.3.0 and @cdxoo/dbscan 1.1.1 of npm
# Expected:  DBSCAN as published: a point is in one cluster or noise, and neighbours are those within epsilon, the distance
#            included; dies in a row with pitch 1 and epsilon 1 are neighbours
# Behaviour: a point with few neighbours goes to the noise when it is met, and stays there when a cluster takes it later. So
#            counts do not add up, and depend on the order. Neighbours must be nearer than epsilon.
# Seen:      0, 1, 2, 10 with epsilon 1.5 and 3 points: cluster 1, 0, 2 and noise 0, 3; begun with 1: noise 3; 0 to 3 with
#            epsilon 1 and 2 points: all noise; both libraries alike
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts density-clustering@1.3.0 @cdxoo/dbscan@1.1.1 >/dev/null
cat > check.mjs <<'J'
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const { DBSCAN } = require("density-clustering"), other = require("@cdxoo/dbscan");
const dbscan = other.default ?? other;

let same = true;
for (const [places, epsilon, points, clusters, noise] of [
  [[0, 1, 2, 10], 1.5, 3, [[1, 0, 2]], [0, 3]], [[1, 0, 2, 10], 1.5, 3, [[0, 1, 2]], [3]], [[0, 1, 2, 3], 1, 2, [], [0, 1, 2, 3]]]) {
  const first = new DBSCAN();
  const found = first.run(places.map((place) => [place]), epsilon, points);
  const second = dbscan({ dataset: places, epsilon, minimumPoints: points, distanceFunction: (a, b) => Math.abs(a - b) });
  const seen = [[found, first.noise], [second.clusters, second.noise]].map((pair) => JSON.stringify(pair));
  console.log(`${places} with ${epsilon} and ${points}: ${seen.join(" and ")}`);
  same = same && seen.every((text) => text === JSON.stringify([clusters, noise]));
}
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "density-clustering $(node -p 'require("./node_modules/density-clustering/package.json").version')"
timeout 60 node check.mjs
