// The hands of the number reader: what its module (package wasm) asks of the
// browser, and what it is told of the page. The verbs and the events are listed
// in wasm/page.go, what a sheet is in wasm/sheet.go.
//
// No text ever becomes markup here: templates are cloned, text nodes are set.

const patience = 25_000; // ms until a request is given up
const slow = 4_000; // ms until we say that the carrier is slow
const pause = 700; // ms without a keystroke until a number counts as typed
const copied = 2_000; // ms for which a button says that it copied
const longest = 4 << 20; // characters of an answer; a real one has some thousands
const wordy = 1_000; // characters of one text in an answer
const leaves = 20_000; // texts in an answer

// connect makes the functions that the module imports. tell(name, ...args) is how
// it is told of an event, once its exports are known.
export function connect(box, parts, table) {
  const { hands, listen } = makeHands(box, parts, table, tell);
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let wasm; // the module's exports
  let news = ""; // the event that is being told
  let answer; // bytes of the last answer, until they are taken

  const text = (at, length) => decoder.decode(new Uint8Array(wasm.mem.buffer, at, length));

  function tell(...words) {
    news = words.map(clean).join("\0");
    wasm.event();
  }

  return {
    tell,
    begin(exports) {
      wasm = exports;
      listen();
    },
    imports: {
      call(verb, verbLength, a, aLength, b, bLength) {
        let said = "";
        try { // an exception must not pass through the module: it could not go on
          const name = text(verb, verbLength);
          said = name === "event" ? news : hands[name](text(a, aLength), text(b, bLength)) ?? "";
        } catch (error) {
          console.error(error);
        }
        answer = typeof said === "string" ? encoder.encode(said) : said;
        return answer.length;
      },
      take(at) {
        new Uint8Array(wasm.mem.buffer, at, answer.length).set(answer);
      },
    },
  };
}

// clean makes a text of a value. NUL separates texts and stands in none.
const clean = (value) => String(value).replaceAll("\0", "");

function makeHands(box, parts, table, tell) {
  const find = (selector) => box.querySelector(selector);
  const field = find("[data-input]");
  const region = find("[data-reading]");
  const result = find("[data-result]");
  const title = document.title;
  const timers = {};
  let hint = []; // what stands below the empty field
  let pasting = null; // the event, while it is told
  let request = null; // the AbortController of what was asked
  let pressed = null; // the button that was pressed last
  let question = ""; // the address that was asked last
  let extra = { of: "" }; // what the carrier wants to know besides, for one question

  function timer(name, ms, action) {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(action, ms);
  }

  function show(sheet) {
    clearTimeout(timers.slow);
    // A button that goes with the old label must not drop the focus to nowhere.
    if (result.contains(document.activeElement)) result.focus({ preventScroll: true });
    result.replaceChildren(draw(parts, sheet));
    result.hidden = false;
    result.removeAttribute("aria-busy");
    say("");
  }

  // fit tells the style sheet how many characters have to stand side by side, and
  // whether they leave room for names beside them on a phone.
  function fit() {
    const length = [...field.value].length;
    box.style.setProperty("--len", Math.max(length, 16));
    box.classList.toggle("long", length > 20);
  }

  // align keeps the underlines below a number that is longer than its field.
  function align() {
    find("[data-ruler]").scrollLeft = field.scrollLeft;
  }

  const hands = {
    ...calendar(),
    table: () => table,
    options: () => [box.dataset.carrier ?? "", box.dataset.base ?? "", box.dataset.proxy ?? ""].map(clean).join("\0"),
    words: () => words(parts).map(clean).join("\0"),
    draw(selector, sheet) {
      find(selector)?.replaceChildren(draw(parts, sheet));
      if (selector === "[data-ruler]") align();
    },
    hint: () => { region.replaceChildren(...hint); },
    field(value) {
      clearTimeout(timers.settle);
      field.value = value;
      fit();
    },
    invalid: (yes) => { field.setAttribute("aria-invalid", yes); },
    press(slug) {
      for (const button of box.querySelectorAll("[data-act=choose]")) {
        button.setAttribute("aria-pressed", String(button.dataset.value === slug));
      }
    },
    prevent: () => { pasting?.preventDefault(); },
    settle: () => { timer("settle", pause, () => tell("settled", field.value)); },
    result(sheet) {
      show(sheet);
      say(find("[data-result] .answer")?.textContent ?? "");
    },
    clear() {
      clearTimeout(timers.slow);
      result.replaceChildren();
      result.hidden = true;
      result.removeAttribute("aria-busy");
      say("");
    },
    busy(sheet) {
      show(sheet);
      result.setAttribute("aria-busy", "true");
      say(find("[data-result] .answer")?.textContent ?? "");
      timer("slow", slow, () => { find("[data-slow]")?.removeAttribute("hidden"); });
    },
    arrive() {
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      say(""); // the label itself is read now
      result.focus({ preventScroll: true });
      result.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
    },
    focus(selector, index) {
      const target = box.querySelectorAll(selector)[index || 0];
      if (target && !target.matches("button, input")) target.tabIndex = -1;
      target?.focus();
    },
    title: (text) => { document.title = text || title; },
    address: (fragment) => { history.replaceState(null, "", fragment); },
    copy(text) {
      if (text.startsWith("#")) text = `${location.origin}${box.dataset.base ?? ""}/${text}`;
      const button = pressed;
      // Pages that came over plain http have no clipboard.
      Promise.resolve(navigator.clipboard?.writeText(text).then(() => "copied"))
        .catch(() => "").then((phrase) => {
          pressed = button;
          tell("copied", phrase || "not-copied");
        });
    },
    label(text) {
      const label = pressed?.querySelector("[data-label]");
      if (!label) return;
      label.dataset.label ||= label.textContent;
      label.textContent = text;
      say(text);
      setTimeout(() => {
        label.textContent = label.dataset.label;
        say("");
      }, copied);
    },
    ask(url, turn) {
      question = url;
      request = new AbortController();
      fetchJSON(extra.of === url ? url + extra.query : url, request).then(
        (got) => tell("answer", turn, got.ok ? "yes" : "", got.type, got.retry, ...flatten(got.body)),
        () => tell("failed", turn),
      );
    },
    data(url, slug) {
      fetchJSON(url, new AbortController()).then(
        (got) => { if (got.ok) tell("data", slug, "", "", "", ...flatten(got.body)); },
        () => {}, // what is not known is not drawn
      );
    },
    stop: () => { request?.abort(); },
    online: () => (navigator.onLine === false ? "" : "yes"),
    broken(reason) {
      console.error("the number reader broke:", reason);
      region.replaceChildren(copyOf(document, "stopped"));
    },
  };
  return { hands, listen };

  function say(text) {
    const line = find("[data-say]");
    if (line) line.textContent = text;
  }

  // listen tells the module of what happens.
  function listen() {
    hint = [...region.childNodes];
    fit(); // for what was typed meanwhile
    field.addEventListener("input", () => {
      fit();
      tell("typed", field.value);
    });
    field.addEventListener("paste", (paste) => {
      pasting = paste;
      tell("pasted", paste.clipboardData?.getData("text") ?? "");
      pasting = null;
    });
    find("[data-form]").addEventListener("submit", (submit) => {
      submit.preventDefault();
      clearTimeout(timers.settle);
      tell("submit", field.value);
    });
    box.addEventListener("click", (click) => {
      const button = click.target.closest("[data-act]");
      if (!button) return;
      pressed = button;
      if (button.dataset.act === "print") print();
      else tell("click", button.dataset.act, button.dataset.value ?? "", field.value);
    });
    box.addEventListener("submit", (submit) => {
      if (!submit.target.matches("[data-extra]")) return;
      submit.preventDefault();
      extra = { of: question, query: `&${new URLSearchParams(new FormData(submit.target))}` };
      tell("click", "retry", "", field.value);
    });
    addEventListener("hashchange", () => openAddress(tell, true));
    field.addEventListener("scroll", align);
  }
}

// openAddress tells of the numbers in the address: #n=NUMBER, &c=CARRIER. Who
// goes back to an address without any means the empty page.
export function openAddress(tell, back) {
  const named = new URLSearchParams(location.hash.slice(1));
  const numbers = named.getAll("n").map((n) => n.trim().slice(0, 100)).filter(Boolean);
  if (numbers.length || (back && !location.hash)) tell("address", named.get("c") ?? "", "", "", "", ...numbers);
}

// draw makes a fragment of a sheet, of the templates in parts.
function draw(parts, sheet) {
  const top = document.createDocumentFragment();
  const stack = []; // copies that are open
  let copy = null; // the innermost of them
  let into = top; // where the next copy goes
  const tokens = sheet.split("\0");
  tokens.pop();
  for (let i = 0; i < tokens.length; i++) {
    const [mark, name] = [tokens[i][0], tokens[i].slice(1)];
    switch (mark) {
      case "<":
        stack.push(copy);
        copy = { fragment: copyOf(parts, name), values: {}, outer: into };
        break;
      case "=":
        copy.values[name] = tokens[++i];
        break;
      case "@":
        copy.fragment.firstElementChild?.setAttribute("data-value", name);
        break;
      case ".":
        copy.fragment.firstElementChild?.classList.add(...name.split(" "));
        break;
      case "[":
        fill(copy);
        into = copy.fragment.querySelector(`[data-list=${name}]`) ?? document.createDocumentFragment();
        break;
      case "]":
        into = copy.outer;
        break;
      case ">":
        fill(copy);
        into = copy.outer;
        into.insertBefore(copy.fragment, into.querySelector?.(":scope > [data-after]") ?? null);
        copy = stack.pop();
        break;
    }
  }
  return top;
}

// copyOf clones a template. One that a publisher took away is empty.
function copyOf(parts, id) {
  const template = parts.getElementById(`t-${id}`);
  return template ? document.importNode(template.content, true) : document.createDocumentFragment();
}

// fill puts values where the attributes ask for them, see templates/tracker.templ.
function fill(copy) {
  const { fragment, values } = copy;
  if (!values) return; // it is filled already
  copy.values = null;
  const each = (kind, put) => {
    for (const element of fragment.querySelectorAll(`[data-${kind}]`)) {
      put(element, values[element.dataset[kind]] ?? "");
    }
  };
  each("if", (element, value) => { if (!value) element.remove(); });
  each("text", (element, value) => { element.textContent = value; });
  each("time", (element, value) => { if (value) element.setAttribute("datetime", value); else element.removeAttribute("datetime"); });
  each("title", (element, value) => { if (value) element.title = value; });
  each("class", (element, value) => { if (value) element.classList.add(value); });
  each("current", (element, value) => { if (value) element.setAttribute("aria-current", "step"); });
  each("pressed", (element, value) => { element.setAttribute("aria-pressed", String(Boolean(value))); });
  // https: and pages of this site; everything else could be script.
  each("href", (element, value) => { if (/^(https:\/\/|\/(?!\/))/.test(value)) element.setAttribute("href", value); });
}

// words are the page's own, each after its key.
function words(parts) {
  const out = [];
  const content = parts.getElementById("t-words")?.content;
  for (const phrase of content?.querySelectorAll("[data-phrase]") ?? []) {
    out.push(phrase.dataset.phrase, phrase.textContent);
  }
  for (const link of content?.querySelectorAll("[data-status]") ?? []) {
    const { status, sticker, tone } = link.dataset;
    const said = (tag) => link.querySelector(tag)?.textContent ?? "";
    const all = { name: said("b"), short: said("span"), act: said("i"), sticker, tone, page: link.getAttribute("href") ?? "" };
    for (const [what, text] of Object.entries(all)) out.push(`${status}.${what}`, text ?? "");
  }
  for (const { id } of parts.querySelectorAll("template[id^=t-problem-]")) out.push(id.slice(2), "yes");
  return out;
}

// calendar writes days and places in the page's language.
function calendar() {
  // The day comes before the month, as everywhere on the site.
  const lang = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang || "en-GB";
  // A carrier's day is written as it stands, so it is read and written in UTC.
  const days = (options) => new Intl.DateTimeFormat(lang, { timeZone: "UTC", day: "numeric", ...options });
  const long = days({ weekday: "long", month: "long" });
  const year = days({ weekday: "long", month: "long", year: "numeric" });
  const brief = days({ month: "short" });
  const month = days({ month: "long" });
  const clock = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit" });
  const regions = new Intl.DisplayNames(lang, { type: "region", fallback: "none" });
  const date = (day) => new Date(day * 86_400_000);
  const dayOf = (moment) => Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate()) / 86_400_000;
  return {
    today: (offset) => String(offset ? Math.floor((Date.now() / 1000 + Number(offset)) / 86_400) : dayOf(new Date())),
    day(day, style) {
      if (style === "brief") return brief.format(date(day));
      return (date(day).getUTCFullYear() === new Date().getFullYear() ? long : year).format(date(day));
    },
    window: (from, to) => month.formatRange(date(from), date(to)),
    clock(seconds) {
      const moment = new Date(seconds * 1000);
      const time = clock.format(moment);
      const day = dayOf(moment);
      return day === dayOf(new Date()) ? time : `${month.format(date(day))}, ${time}`;
    },
    country(code) {
      return code === "ZZ" ? "" : regions.of(code) ?? "";
    },
  };
}

// fetchJSON fails when nobody answers in time. Any answer at all is a value, whose
// body is null when it is no JSON.
async function fetchJSON(url, stopper) {
  const timer = setTimeout(() => stopper.abort(), patience);
  try {
    const answer = await fetch(url, {
      signal: stopper.signal,
      credentials: "omit",
      cache: "no-cache", // who asks again wants to know whether it is still so
      headers: { Accept: "application/json, application/problem+json" },
    });
    return {
      ok: answer.ok,
      type: answer.headers.get("content-type") ?? "",
      retry: answer.headers.get("retry-after") ?? "",
      body: parse(await read(answer)),
    };
  } finally {
    clearTimeout(timer);
  }
}

function parse(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

// read returns the text of an answer, or "" when it is longer than any real one.
async function read(answer) {
  let all = "";
  if (!answer.body) return all;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return all;
    all += value;
    if (all.length > longest) {
      await reader.cancel();
      return "";
    }
  }
}

// flatten lists the paths and texts of a JSON value, see answer in wasm/answer.go.
function flatten(value, path = "", out = []) {
  if (value === null || out.length > 2 * leaves) return out;
  if (typeof value !== "object") {
    const text = String(value);
    out.push(path, text.length > wordy ? `${text.slice(0, wordy)}…` : text);
    return out;
  }
  const inside = path && `${path}.`;
  if (Array.isArray(value)) out.push(`${inside}length`, value.length);
  if (path.split(".").length > 6) return out; // nothing that we read lies deeper
  for (const [key, inner] of Object.entries(value)) flatten(inner, inside + key, out);
  return out;
}
