#!/usr/bin/env bash
# secs4js tells its model and revision in S1F14, but in S1F2 it answers like a host, with an empty list.
#
# Library:   secs4js 0.4.7 of npm, class Gem with a communicator made as equipment
# Expected:  equipment answers "Are you there" with its model and software revision (MDLN, SOFTREV), as in S1F13 and S1F14;
#            only a host answers with an empty list
# Behaviour: s1f2() sends an empty list whoever it is. Hosts that take the name of the tool from S1F2 have none.
# Seen:      mdln "WG-200", softrev "1.0": S1F14 holds both, S1F2 is L with no items
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts secs4js@0.4.7 >/dev/null
cat > check.mjs <<'J'
import { CommAck, Gem, HsmsPassiveCommunicator, SecsMessage } from "secs4js";

const equipment = new HsmsPassiveCommunicator(
  { ip: "127.0.0.1", port: 0, deviceId: 1, isEquip: true, log: { enabled: false } });
const sent = {};
equipment.reply = async (primary, stream, func, body) => { sent[`S${stream}F${func}`] = body.toSml().replace(/\s+/g, " "); };
const gem = new Gem(equipment);
gem.mdln = "WG-200";
gem.softrev = "1.0";
await gem.s1f2(new SecsMessage(1, 1, true));
await gem.s1f14(new SecsMessage(1, 13, true), CommAck.OK);
console.log(sent);
const same = sent.S1F2 === "<L [0] >" && sent.S1F14.includes('"WG-200"') && sent.S1F14.includes('"1.0"');
if (!same) console.error("the behaviour has changed");
process.exit(same ? 0 : 1);
J
echo "secs4js $(node -p 'require("./node_modules/secs4js/package.json").version')"
timeout 60 node check.mjs
