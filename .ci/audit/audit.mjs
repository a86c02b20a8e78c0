// audit.mjs ORIGIN [PATH...] looks at pages of a running site and prints a table:
//
//   nu         errors of the Nu HTML checker
//   axe        violations, light and dark, at 390 and 1440 px
//   lighthouse mobile: performance, accessibility, best practices, SEO
//   first      bytes of the first view: the page with its critical CSS, by br and gzip
//   blocking   requests that hold up the first paint
//   foreign    requests to any other origin
//
// It looks at the states of the tracker (states.mjs) as well, with Nu and axe, and at
// whether anything is cut off at 320 px with letters of twice the size.
//
// Exits 1 when a page misses a limit, after all have been looked at.

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import http from 'node:http';
import lighthouse from 'lighthouse';
import puppeteer from 'puppeteer-core';
import { states } from './states.mjs';

const limits = { score: 99, firstView: 14 * 1024 };
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
const require = createRequire(import.meta.url);

const [origin, ...chosen] = process.argv.slice(2);
if (!origin) {
  console.error('usage: node audit.mjs ORIGIN [PATH...]');
  process.exit(2);
}
const paths = chosen.length ? chosen
  : ['/', '/carriers/', '/carriers/by-country/', '/carriers/coverage/', '/carriers/cainiao/', '/statuses/', '/statuses/customs-in-progress/', '/help/stuck/', '/help/deadlines/', '/news/',
    '/es/', '/es/carriers/cainiao/', '/es/statuses/customs-in-progress/', '/es/help/stuck/', '/es/help/deadlines/'];

/** The bytes that cross the wire for url with the given content coding. */
function weigh(url, coding) {
  return new Promise((resolve, reject) => {
    http.get(url, { headers: { 'accept-encoding': coding } }, (res) => {
      let bytes = 0;
      res.on('data', (chunk) => { bytes += chunk.length; });
      res.on('end', () => {
        if (res.statusCode !== 200) reject(new Error(`${url} answered ${res.statusCode}`));
        else if (res.headers['content-encoding'] !== coding) reject(new Error(`${url} does not come as ${coding}`));
        else resolve(bytes);
      });
      res.on('error', reject);
    }).on('error', reject);
  });
}

/** The Nu checker's errors for a document, as lines. */
function nu(html) {
  const jar = require.resolve('vnu-jar/build/dist/vnu.jar');
  return new Promise((resolve, reject) => {
    const java = execFile('java', ['-jar', jar, '--format', 'json', '--errors-only', '--exit-zero-always', '-'], { maxBuffer: 1 << 24 }, (err, stdout, stderr) => {
      if (err) return reject(new Error(`Nu checker: ${err.message}`));
      const { messages } = JSON.parse(stderr || stdout);
      resolve(messages.filter((m) => m.type !== 'info').map((m) => `${m.message} … ${(m.extract ?? '').trim()}`));
    });
    java.stdin.end(html);
  });
}

/** axe's violations for what a page shows, in both colour schemes and at two widths, as
 *  lines. */
async function axe(page) {
  const found = [];
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  for (const scheme of ['light', 'dark']) {
    for (const width of [390, 1440]) {
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }));
      for (const v of violations) {
        found.push(`${scheme} ${width}px ${v.id}: ${v.help}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(', ')}`);
      }
    }
  }
  return found;
}

/** What does not fit at 320 px when letters have twice their size, as lines: the page
 *  itself, or an element that hides a part of its text. */
async function cutOff(page) {
  await page.setViewport({ width: 320, height: 900 });
  return page.evaluate(async () => {
    document.documentElement.style.fontSize = '200%';
    await new Promise((yes) => requestAnimationFrame(() => setTimeout(yes, 100)));
    const name = (e) => `${e.tagName.toLowerCase()}.${[...e.classList].join('.')}`;
    const out = [];
    if (document.scrollingElement.scrollWidth > innerWidth) {
      const wide = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(e).position !== 'absolute');
      out.push(`wider than the screen: ${wide.slice(-3).map(name).join(', ')}`);
    }
    for (const e of document.querySelectorAll('main *')) {
      const { overflowX, position, clip } = getComputedStyle(e);
      const unseen = position === 'absolute' && (clip !== 'auto' || e.clientWidth <= 1);
      if (overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 1 && !unseen && !e.closest('.unseen, [aria-hidden=true]')) out.push(`cut off: ${name(e)} “${e.textContent.trim().slice(0, 40)}”`);
    }
    document.documentElement.style.fontSize = '';
    return out;
  });
}

/** Brings a fresh browser to a state, and hands its page on. */
async function at(browser, { path, steps }, look) {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setViewport({ width: 1440, height: 900 });
    await page.goto(origin + path, { waitUntil: 'networkidle2' });
    for (let i = 0; i < steps.length; i += 2) {
      if (steps[i]) await page.evaluate(steps[i]);
      await page.waitForSelector(steps[i + 1], { timeout: 15_000 });
    }
    return await look(page);
  } finally {
    await context.close();
  }
}

/** One mobile Lighthouse run: scores out of 100, blocking and foreign requests.
 *  On a machine under load a trace can fail to record; that says nothing of the page. */
async function measure(port, url, tries = 3) {
  const { lhr } = await lighthouse(url, { port, output: 'json', logLevel: 'silent', onlyCategories: categories });
  if (lhr.runtimeError && tries > 1) return measure(port, url, tries - 1);
  if (lhr.runtimeError) throw new Error(`Lighthouse: ${lhr.runtimeError.message}`);
  const items = (id) => lhr.audits[id]?.details?.items ?? [];
  const missed = categories.flatMap((c) => lhr.categories[c].auditRefs
    .filter((ref) => ref.weight > 0 && (lhr.audits[ref.id].score ?? 1) < 0.9)
    .map((ref) => `${c}: ${lhr.audits[ref.id].title} ${lhr.audits[ref.id].displayValue ?? ''}`));
  return {
    scores: categories.map((c) => Math.round(100 * lhr.categories[c].score)),
    blocking: items('render-blocking-resources').concat(items('render-blocking-insight')).map((i) => i.url),
    foreign: items('network-requests').map((i) => i.url)
      .filter((u) => /^(https?|wss?):/.test(u) && new URL(u).origin !== new URL(origin).origin),
    missed,
  };
}

/** Lighthouse measures time on a busy machine: a page that misses the score is
 *  measured twice more, and the middle one of the three counts. */
async function scored(port, url) {
  const runs = [await measure(port, url)];
  if (Math.min(...runs[0].scores) >= limits.score) return runs[0];
  runs.push(await measure(port, url), await measure(port, url));
  return runs.sort((a, b) => a.scores[0] - b.scores[0])[1];
}

/** Complaints that differ only in where they were found, as one with their number. */
function grouped(lines) {
  const groups = new Map();
  for (const line of lines) {
    const [message] = line.split(' … ');
    const group = groups.get(message);
    if (group) group.count++;
    else groups.set(message, { line, count: 1 });
  }
  return [...groups.values()].map(({ line, count }) => (count > 1 ? `${count} times: ${line}` : line));
}

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
const port = Number(new URL(browser.wsEndpoint()).port);
const rows = [];
const complaints = [];
try {
  for (const path of paths) {
    const url = origin + path;
    const errors = await nu(await (await fetch(url)).text()); // it fetches nothing from this machine
    const [violations, cut] = await at(browser, { path, steps: [] }, async (page) => [await axe(page), await cutOff(page)]);
    const lh = await scored(port, url);
    const br = await weigh(url, 'br');
    const gz = await weigh(url, 'gzip');
    rows.push({ path, nu: errors.length, axe: violations.length, lighthouse: lh.scores.join(' '), 'first br': br, 'first gzip': gz, blocking: lh.blocking.length, foreign: lh.foreign.length });
    const blame = (what, lines) => grouped(lines).forEach((l) => complaints.push(`${path} ${what}: ${l}`));
    blame('nu', errors);
    blame('axe', violations);
    blame('320 px, twice the size', cut);
    blame('render-blocking', lh.blocking);
    blame('third party', lh.foreign);
    if (Math.min(...lh.scores) < limits.score) blame('lighthouse', [`below ${limits.score}: ${lh.scores.join(' ')}`, ...lh.missed]);
    if (br > limits.firstView) blame('first view', [`${br} bytes, limit ${limits.firstView}`]);
  }
  for (const [name, state] of chosen.length ? [] : Object.entries(states)) {
    const blame = (what, lines) => grouped(lines).forEach((l) => complaints.push(`“${name}” ${what}: ${l}`));
    try {
      await at(browser, state, async (page) => {
        blame('nu', await nu(await page.evaluate(() => `<!doctype html>${document.documentElement.outerHTML}`)));
        blame('axe', await axe(page));
        blame('320 px, twice the size', await cutOff(page));
      });
    } catch (error) {
      blame('was not reached', [error.message]);
    }
  }
} finally {
  await browser.close();
}
console.table(rows);
complaints.forEach((c) => console.log(c));
console.log(complaints.length ? `audit: ${complaints.length} complaints` : 'audit: every page holds');
process.exit(complaints.length ? 1 : 0);
