#!/usr/bin/env bash
# secs4js does not hear that its message was rejected: it waits for T3 and then speaks of a timeout.
#
# Library:   secs4js 0.4.7 of npm, its active HSMS communicator over loop-back; the equipment is a socket of Node's
# Expected:  a Reject.req with the number of an open transaction ends it, and the reason (here 4, not selected) is told
# Behaviour: Reject.req is passed over. send() fails only when T3 has run out, 45 s by standard, with the words of a peer
#            that said nothing. The reason is not told and no event is sent.
# Seen:      rejected within some ms; with T3 = 2 s send() fails after 2.0 s: "T3 Timeout waiting for reply to S1F3"
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts secs4js@0.4.7 >/dev/null
cat > check.mjs <<'J'
import net from "node:net";
import { HsmsActiveCommunicator, HsmsMessage, L, RejectReason, U4 } from "secs4js";

let rejectedAt = 0;
const equipment = net.createServer((socket) => {
  socket.on("error", () => {});
  socket.on("data", (data) => {
    for (let at = 0; at + 14 <= data.length; at += 4 + data.readUInt32BE(at)) {
      const message = HsmsMessage.fromBuffer(data.subarray(at, at + 4 + data.readUInt32BE(at)));
      if (message.sType === 1) socket.write(HsmsMessage.selectRsp(message, 0).toBuffer());
      if (message.sType === 5) socket.write(HsmsMessage.linkTestRsp(message).toBuffer());
      if (message.sType === 0) {
        rejectedAt = Date.now();
        socket.write(HsmsMessage.rejectReq(message, RejectReason.NotSelected).toBuffer());
      }
    }
  });
});
await new Promise((done) => equipment.listen(0, "127.0.0.1", done));
const host = new HsmsActiveCommunicator(
  { ip: "127.0.0.1", port: equipment.address().port, deviceId: 1, isEquip: false, timeoutT3: 2, log: { enabled: false } });
const told = [];
for (const event of ["error", "message", "deselected", "disconnected"]) host.on(event, () => told.push(event));
const selected = new Promise((done) => host.once("selected", done));
await host.open();
await selected;
let words = "";
try {
  await host.send(1, 3, true, L(U4(5)));
} catch (error) {
  words = error.message;
}
const waited = (Date.now() - rejectedAt) / 1000;
console.log(`${words}; ${waited.toFixed(1)} s after the reject; events: ${told.length}`);
const same = words.startsWith("T3 Timeout waiting for reply to S1F3") && waited > 1.5 && told.length === 0;
if (!same) console.error("the behaviour has changed");
process.exit(same ? 0 : 1);
J
echo "secs4js $(node -p 'require("./node_modules/secs4js/package.json").version')"
timeout 60 node check.mjs
