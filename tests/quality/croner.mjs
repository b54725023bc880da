// croner.mjs - the ticks of quality_schedules beside those of npm's croner.
//
//   npm install croner
//   quality_schedules --random 100000 | node tests/quality/croner.mjs
//
// Prints how many expressions agree, and for the others which rule of ours
// they fall under; what falls under none is wrong, and the answer is 1.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const { Cron } = createRequire(process.cwd() + "/")("croner");
const zoneOffset = (zone, at) => {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric",
      day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
    }).formatToParts(new Date(at * 1000)).map((p) => [p.type, +p.value]));
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour,
    parts.minute, parts.second) / 1000 - at;
};

// A change of the clocks within a day and a half of an instant.
const nearChange = (zone, at) =>
  zoneOffset(zone, at - 129600) !== zoneOffset(zone, at + 129600);

const count = { equal: 0, wrong: 0 };
for await (const line of createInterface({ input: process.stdin })) {
  const { expression, zone, from, ticks, kind } = JSON.parse(line);
  let theirs = [];
  let rule = null;
  try {
    theirs = new Cron(expression, { timezone: zone, paused: true })
      .nextRuns(5, new Date(from * 1000))
      .map((date) => date.getTime() / 1000);
  } catch (error) {
    rule = "croner refuses: " + error.message.replace(/[0-9]+/g, "N");
  }
  if (!rule && JSON.stringify(theirs) === JSON.stringify(ticks)) {
    count.equal++;
    continue;
  }
  const at = ticks.findIndex((tick, i) => tick !== theirs[i]);
  const first = Math.min(ticks[at] ?? Infinity, theirs[at] ?? Infinity);
  if (!rule && at >= 0 && isFinite(first) && nearChange(zone, first))
    rule = `clocks change (${kind})`;
  if (rule) {
    count[rule] = (count[rule] ?? 0) + 1;
  } else {
    count.wrong++;
    if (count.wrong <= 20)
      console.log(expression, zone, new Date(from * 1000).toISOString(),
        "ours", ticks.map((t) => new Date(t * 1000).toISOString()).join(" "),
        "croner", theirs.map((t) => new Date(t * 1000).toISOString()).join(" "));
  }
}
console.log(count);
process.exitCode = count.wrong ? 1 : 0;
