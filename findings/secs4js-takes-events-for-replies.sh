#!/usr/bin/env bash
# secs4js takes an event of the equipment for the reply to its own question, where both happen to bear the same number.
#
# Library:   secs4js 0.4.7 of npm, its active HSMS communicator over loop-back; the equipment is a socket of Node's
# Expected:  system bytes number the transactions of the side that opens them, so that the equipment may use the same
#            number at the same time. An odd function (S6F11) is a primary message, never the reply to S1F3
# Behaviour: whatever data message bears the number of an open transaction ends it, of any stream and function. The event
#            reaches no listener and is not acknowledged, the true reply comes to the listeners as if unasked. No error.
# Seen:      S1F3 is answered by S6F11 and then S1F4 of the same system bytes: send() gives S6F11, listeners get S1F4
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts secs4js@0.4.7 >/dev/null
cat > check.mjs <<'J'
import net from "node:net";
import { HsmsActiveCommunicator, HsmsMessage, L, U4 } from "secs4js";

const equipment = net.createServer((socket) => {
  socket.on("error", () => {});
  socket.on("data", (data) => {
    for (let at = 0; at + 14 <= data.length; at += 4 + data.readUInt32BE(at)) {
      const message = HsmsMessage.fromBuffer(data.subarray(at, at + 4 + data.readUInt32BE(at)));
      const system = message.systemBytes;
      if (message.sType === 1) socket.write(HsmsMessage.selectRsp(message, 0).toBuffer());
      if (message.sType === 5) socket.write(HsmsMessage.linkTestRsp(message).toBuffer());
      if (message.sType === 0 && message.stream === 1) {
        socket.write(new HsmsMessage(6, 11, true, L(U4(1), U4(900), L()), system, 1).toBuffer());
        socket.write(new HsmsMessage(1, 4, false, L(U4(7)), system, 1).toBuffer());
      }
    }
  });
});
await new Promise((done) => equipment.listen(0, "127.0.0.1", done));
const host = new HsmsActiveCommunicator(
  { ip: "127.0.0.1", port: equipment.address().port, deviceId: 1, isEquip: false, log: { enabled: false } });
const selected = new Promise((done) => host.once("selected", done));
const unasked = new Promise((done) => host.once("message", done));
host.on("error", () => {});
await host.open();
await selected;
const name = (message) => `S${message.stream}F${message.func}`;
const reply = name(await host.send(1, 3, true, L(U4(5))));
const other = name(await unasked);
console.log(`reply to S1F3: ${reply}; told to the listeners: ${other}`);
const same = reply === "S6F11" && other === "S1F4";
if (!same) console.error("the behaviour has changed");
process.exit(same ? 0 : 1);
J
echo "secs4js $(node -p 'require("./node_modules/secs4js/package.json").version')"
timeout 60 node check.mjs
