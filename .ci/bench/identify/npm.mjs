// npm.mjs LIST recognises the numbers in LIST, one a line and normalised, with
// the npm package ts-tracking-number, and prints what engine/main.go prints. The
// package names one courier or none.

import { readFileSync } from 'node:fs';
import tracking from 'ts-tracking-number';

const warmUp = 600, measure = 1000; // milliseconds; longer than elsewhere, for it makes fewer passes

const numbers = readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean);

/** Goes through the list for at least ms and returns numbers a second. */
function rate(ms) {
  const start = performance.now();
  for (let passes = 1; ; passes++) {
    for (const number of numbers) tracking.getTracking(number);
    const took = performance.now() - start;
    if (took >= ms) return passes * numbers.length * 1000 / took;
  }
}

rate(warmUp);
const perSec = rate(measure);
const names = numbers.map((number) => {
  const found = tracking.getTracking(number);
  return found ? [{ carrier: found.courier.code, country: '' }] : [];
});
console.log(JSON.stringify({ names, timings: [{ call: 'getTracking', perSec, allocs: 0 }] }));
