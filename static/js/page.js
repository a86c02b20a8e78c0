// The page as its two modules see it: what they ask of the browser that both need,
// and what they are told of. The verbs are listed in wasm/page.go and
// wasm/parcels/page.go, what a sheet is in wasm/browser/sheet.go.
//
// No text ever becomes markup here: templates are cloned, text nodes are set.

const pause = 700; // ms without a keystroke until a number counts as typed
const breath = 250; // ms without a keystroke until what Track needs is begun
const slow = 4_000; // ms until we say that the carrier is slow
const shown = 2_000; // ms for which a button says that it copied
const wordy = 1_000; // characters of one text in an answer
const leaves = 20_000; // texts in an answer
const largest = 5_000_000; // characters of a file

// makePage makes the page's functions of its tracker. loader brings a module of either
// kind: script(url) and run(url, border).
export function makePage(box, parts, table, loader) {
  const find = (selector) => box.querySelector(selector);
  const field = find("[data-input]");
  const region = find("[data-reading]");
  const result = find("[data-result]");
  const title = document.title;
  const timers = {};
  const hint = [...region.childNodes]; // what stands below the empty field
  let pasting = null; // the event, while it is told
  let pressed = null; // the button that was pressed last
  let reader = null; // promise of a way to tell the reader of numbers of events
  let parcels = null; // the same for the module of parcels
  const now = { reader: null, parcels: null }; // those that are here
  let missed = null; // the event of which the module of parcels could not be told

  const page = {
    box, parts, find, result, say, tellReader, tellParcels, place, painted, flatten,
    options: () => [box.dataset.carrier ?? "", box.dataset.base ?? "", box.dataset.proxy ?? ""].map(clean).join("\0"),
    draw: (sheet) => draw(parts, sheet),
    copyOf: (id) => copyOf(parts, id),
    lang: languageTag(),
    script: loader.script,
  };

  // Each module is begun once. One that could not be loaded is tried again.
  page.reader = () => reader ??= begin("reader", box.dataset.wasm, () => ({})).then((tell) => {
    region.replaceChildren(...hint); // whatever was said of its loading
    if (field.value) tell("typed", field.value);
    return tell;
  }, (error) => {
    reader = null;
    throw error;
  });
  page.parcels = () => parcels ??= loader.script(box.dataset.follow).then(
    ({ makeParcels }) => begin("parcels", box.dataset.followWasm, (tell) => makeParcels(page, tell)),
  ).catch((error) => {
    parcels = null;
    throw error;
  });

  async function begin(name, url, more) {
    const border = makeBorder();
    const { hands = {}, ready } = more(border.tell);
    const begun = new Promise((resolve) => { border.hands.begun = resolve; });
    border.hands = { ...border.hands, ...shared, ...(name === "reader" ? typing : {}), ...hands };
    await loader.run(url, border);
    await begun;
    now[name] = border.tell;
    ready?.();
    return border.tell;
  }

  // tellReader tells the reader of numbers of an event, once it is here.
  function tellReader(...event) {
    return page.reader().then(
      (tell) => tell(...event),
      (error) => {
        console.warn("the number reader could not be loaded:", error);
        region.replaceChildren(copyOf(document, "failed"));
      },
    );
  }

  // enter brings the reader, and tells it what happened before the page was here.
  page.enter = async (meanwhile) => {
    const tell = await page.reader();
    const { submitted, pasted } = meanwhile;
    if (pasted && (pasted.value ?? field.value) === field.value) tell("pasted", pasted.text);
    page.openAddress();
    if (submitted) find("[data-form]").requestSubmit();
  };

  // tellParcels tells the module of parcels of an event, once it is here.
  function tellParcels(...event) {
    return page.parcels().then(
      (tell) => tell(...event),
      (error) => {
        console.warn("the module of parcels could not be loaded:", error);
        missed = event;
        const what = navigator.onLine === false ? "problem-offline" : "unloaded";
        show(draw(parts, ["<" + what, "=again", "yes", ">", ""].join("\0")));
        say(answerText());
      },
    );
  }

  // A press ends on the element on which it began, or the browser makes no click of it.
  // What is news between the two is drawn anew after them.
  let pressing = false;
  let passed = false; // something was to be drawn meanwhile
  box.addEventListener("pointerdown", ({ target }) => { pressing = target.closest("button, a, summary") !== null; });
  addEventListener("click", () => { pressing = false; }, true);
  for (const end of ["pointerup", "pointercancel"]) {
    addEventListener(end, () => setTimeout(() => {
      pressing = false;
      if (passed) now.parcels?.("missed");
      passed = false;
    }), true);
  }
  page.pressed = () => {
    passed ||= pressing;
    return pressing;
  };

  function timer(name, ms, action) {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(action, ms);
  }

  function say(text) {
    const line = find("[data-say]");
    if (line) line.textContent = text;
  }

  function show(fragment) {
    clearTimeout(timers.slow);
    // A button that goes with the old label must not drop the focus to nowhere.
    if (result.contains(document.activeElement)) result.focus({ preventScroll: true });
    result.replaceChildren(fragment);
    result.hidden = false;
    result.removeAttribute("aria-busy");
  }

  // place puts a drawing where another one stands, and leaves the person where they
  // were: in the same field or on the same button, with the same things unfolded.
  function place(target, fragment) {
    const active = target.contains(document.activeElement) ? document.activeElement : null;
    const at = active && nameOf(active);
    const caret = active?.selectionStart ?? null;
    const unfolded = [...target.querySelectorAll("details[open][data-fold]")].map((one) => one.dataset.fold);
    const kept = [...target.querySelectorAll("[data-stay]")];
    target.replaceChildren(fragment);
    for (const one of target.querySelectorAll("details[data-fold]")) one.open = unfolded.includes(one.dataset.fold);
    for (const old of kept) {
      if (old.childNodes.length) target.querySelector(`[data-stay="${old.dataset.stay}"]`)?.replaceWith(old);
    }
    if (!at) return;
    const again = target.querySelector(at) ?? target;
    again.focus({ preventScroll: true });
    if (caret !== null && again.setSelectionRange && /^(text|search)$/.test(again.type)) again.setSelectionRange(caret, caret);
  }

  const answerText = () => find("[data-result] .answer")?.textContent ?? "";

  // What both modules ask for.
  const shared = {
    ...calendar(page.lang),
    table: () => table,
    options: page.options,
    words: () => words(parts, page.lang).map(clean).join("\0"),
    draw(selector, sheet) {
      const target = find(selector);
      if (!target || (selector === "[data-parcels]" && page.pressed())) return;
      place(target, draw(parts, sheet));
      if (selector === "[data-ruler]") align();
    },
    result(sheet) {
      show(draw(parts, sheet));
      say(answerText());
    },
    redraw(sheet) {
      if (page.pressed()) return;
      const before = answerText();
      place(result, draw(parts, sheet));
      if (answerText() !== before) say(answerText());
    },
    clear() {
      clearTimeout(timers.slow);
      result.replaceChildren();
      result.hidden = true;
      result.removeAttribute("aria-busy");
      say("");
    },
    busy(sheet) {
      show(draw(parts, sheet));
      result.setAttribute("aria-busy", "true");
      say(answerText());
      timer("slow", slow, () => { find("[data-slow]")?.removeAttribute("hidden"); });
    },
    arrive() {
      say(""); // the label itself is read now
      result.focus({ preventScroll: true });
      result.scrollIntoView({ block: "nearest", behavior: still() ? "auto" : "smooth" });
    },
    focus(selector, index) {
      const target = box.querySelectorAll(selector)[index || 0];
      if (target && !target.matches("button, input, textarea, select, a, summary")) target.tabIndex = -1;
      target?.focus();
    },
    say,
    title: (text) => { document.title = text || title; },
    address: (fragment) => { history.replaceState(null, "", fragment); },
    copy(text) {
      if (text.startsWith("#")) text = `${location.origin}${box.dataset.base ?? ""}/${text}`;
      const button = pressed;
      // Pages that came over plain http have no clipboard.
      Promise.resolve(navigator.clipboard?.writeText(text).then(() => "copied"))
        .catch(() => "").then((phrase) => {
          pressed = button;
          now.parcels?.("copied", phrase || "not-copied");
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
      }, shown);
    },
    online: () => (navigator.onLine === false ? "" : "yes"),
    now: () => String(Math.floor(Date.now() / 1000)),
    broken(reason) {
      console.error("a module broke:", reason);
      region.replaceChildren(copyOf(document, "stopped"));
    },
  };

  // What the reader of numbers asks for.
  const typing = {
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
    settle: () => { timer("settle", pause, () => now.reader("settled", field.value)); },
    // Its beginning takes a moment, so it waits until nobody types. What goes wrong is
    // told when it is needed.
    ready: () => { timer("ready", breath, () => page.parcels().catch(() => {})); },
    track(what, how) {
      const [number, carrier] = what.split(" ");
      tellParcels("track", number, carrier, how);
    },
    refuse(what, how) {
      const [number, carrier] = what.split(" ");
      tellParcels("refuse", number, carrier, how);
    },
    keep: (lines) => { tellParcels("keep", lines); },
    clear() {
      if (now.parcels) now.parcels("clear");
      else shared.clear();
    },
  };

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

  // listen tells the modules of what happens.
  page.listen = () => {
    fit(); // for what was typed meanwhile
    field.addEventListener("input", () => {
      fit();
      now.parcels?.("typed");
      tellReader("typed", field.value);
    });
    field.addEventListener("focus", () => { page.reader().catch(() => {}); }); // it is told of when it is needed
    field.addEventListener("paste", (paste) => {
      const text = paste.clipboardData?.getData("text") ?? "";
      if (!now.reader) { // it is told once it is here, unless something else stands there then
        setTimeout(() => {
          const { value } = field;
          page.reader().then((tell) => { if (field.value === value) tell("pasted", text); }, () => {});
        });
        return;
      }
      pasting = paste;
      now.reader("pasted", text);
      pasting = null;
    });
    find("[data-form]").addEventListener("submit", (submit) => {
      submit.preventDefault();
      clearTimeout(timers.settle);
      if (!now.reader) region.replaceChildren(copyOf(document, "wait"));
      tellReader("submit", field.value);
    });
    box.addEventListener("click", (click) => {
      const button = click.target.closest("[data-act]");
      if (!button) return;
      pressed = button;
      const { act } = button.dataset;
      const { value = "" } = button.closest("[data-value]")?.dataset ?? {};
      if (act === "print") print();
      else if (region.contains(button)) now.reader?.("click", act, value, field.value);
      else if (act === "retry" && missed) {
        const event = missed;
        missed = null;
        tellParcels(...event);
      } else tellParcels("click", act, value);
    });
    box.addEventListener("change", (change) => {
      const { set } = change.target.dataset;
      if (set) tellParcels("set", set, change.target.value, change.target.closest("[data-reckon]") ? "reckon" : "");
    });
    box.addEventListener("dragover", (drag) => {
      if ([...drag.dataTransfer.types].some((type) => type === "Files" || type === "text/plain")) drag.preventDefault();
    });
    box.addEventListener("drop", (drop) => {
      if (drop.target.matches("input, textarea") && !drop.dataTransfer.files.length) return;
      drop.preventDefault();
      if (drop.dataTransfer.files.length) takeFile(drop.dataTransfer.files[0]);
      else take(drop.dataTransfer.getData("text/plain"));
    });
    addEventListener("hashchange", () => page.openAddress(true));
    field.addEventListener("scroll", align);
  };

  // take deals with a text that comes all at once: a list that was saved here, a table
  // of parcels, or any text with numbers in it.
  async function take(text) {
    let body = null;
    try { body = JSON.parse(text); } catch { /* it is no JSON */ }
    if (Array.isArray(body?.parcels)) return tellParcels("import", "", "", "", "", ...flatten(body, Infinity));
    if (/^\W*number\b/i.test(text.slice(0, 100))) return tellParcels("import", text);
    field.focus();
    return tellReader("pasted", text);
  }

  async function takeFile(file) {
    if (file.size <= largest) return take(await file.text());
    return say(copyOf(parts, "too-large").textContent);
  }
  page.takeFile = takeFile;

  // openAddress tells of the numbers in the address: #n=NUMBER, &c=CARRIER, and for the
  // first of them &t=NAME and a second leg, &j=NUMBER&d=CARRIER. Who goes back to an
  // address without any means the empty page.
  page.openAddress = async (back) => {
    const named = new URLSearchParams(location.hash.slice(1));
    const one = (key) => (named.get(key) ?? "").slice(0, 100);
    const numbers = named.getAll("n").map((n) => n.trim().slice(0, 100)).filter(Boolean);
    if (!numbers.length && (!back || location.hash)) return;
    if (numbers.length) page.parcels().catch(() => {}); // both are on their way at once
    await tellReader("address", one("c"), "", "", "", ...numbers);
    if (one("t") || one("j")) tellParcels("link", one("t"), one("j"), one("d"));
  };

  return page;
}

// painted does something once what is drawn by now can be seen.
const painted = (action) => { requestAnimationFrame(() => setTimeout(action)); };

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// nameOf finds an element again after its surroundings were drawn anew.
function nameOf(element) {
  const { set, act, value } = element.dataset;
  const row = value === undefined ? element.closest("[data-value]")?.dataset.value : undefined;
  const inRow = row === undefined ? "" : `[data-value="${CSS.escape(row)}"] `;
  if (set) return `[data-set="${CSS.escape(set)}"]`;
  if (act) return `${inRow}[data-act="${CSS.escape(act)}"]${value === undefined ? "" : `[data-value="${CSS.escape(value)}"]`}`;
  if (element.matches("summary")) return `details[data-fold="${element.parentElement.dataset.fold}"] > summary`;
  return element.id ? `#${CSS.escape(element.id)}` : "";
}

// makeBorder makes what a module imports. tell(name, ...args) is how it is told of an
// event, once its exports are known.
function makeBorder() {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  const waiting = []; // events within an event: the module deals with one at a time
  let wasm; // the module's exports
  let news = ""; // the event that is being told
  let answer; // bytes of the last answer, until they are taken
  let telling = false;

  const text = (at, length) => decoder.decode(new Uint8Array(wasm.mem.buffer, at, length));

  function tell(...event) {
    waiting.push(event.map(clean).join("\0"));
    if (telling) return;
    telling = true;
    try {
      while (waiting.length) {
        news = waiting.shift();
        wasm.event();
      }
    } finally {
      telling = false;
    }
  }

  const border = {
    hands: {},
    tell,
    begin(exports) { wasm = exports; },
    imports: {
      call(verb, verbLength, a, aLength, b, bLength) {
        let said = "";
        try { // an exception must not pass through the module: it could not go on
          const name = text(verb, verbLength);
          said = name === "event" ? news : border.hands[name](text(a, aLength), text(b, bLength)) ?? "";
        } catch (error) {
          console.error(error);
        }
        answer = typeof said === "string" ? encoder.encode(said) : said instanceof Uint8Array ? said : encoder.encode("");
        return answer.length;
      },
      take(at) {
        new Uint8Array(wasm.mem.buffer, at, answer.length).set(answer);
      },
    },
  };
  return border;
}

// clean makes a text of a value. NUL separates texts and stands in none.
const clean = (value) => String(value).replaceAll("\0", "");

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
        copy = open(parts, name, into);
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

// open begins a copy of a template that will be put into outer.
function open(parts, id, outer) {
  const fragment = copyOf(parts, id);
  return { fragment, values: {}, outer, plan: planOf(id, fragment) };
}

// puts says what each attribute of a template does with its value, see
// templates/tracker.templ.
const puts = {
  if(element, value) { if (!value) element.remove(); },
  text(element, value) { element.textContent = value; },
  time(element, value) { if (value) element.setAttribute("datetime", value); else element.removeAttribute("datetime"); },
  title(element, value) { if (value) element.title = value; },
  class(element, value) { if (value) element.classList.add(value); },
  current(element, value) { if (value) element.setAttribute("aria-current", "step"); },
  pressed(element, value) { element.setAttribute("aria-pressed", String(Boolean(value))); },
  max(element, value) { if (value) element.max = value; },
  fill(element, value) { element.value = value; },
  name(element, value) { element.setAttribute("data-set", value); },
  selected(element, value) { element.selected = Boolean(value); },
  // https: and pages of this site; everything else could be script.
  href(element, value) { if (/^(https:\/\/|\/(?!\/))/.test(value)) element.setAttribute("href", value); },
};

// fill puts values where the attributes ask for them.
function fill(copy) {
  const { fragment, values, plan } = copy;
  if (!values) return; // it is filled already
  copy.values = null;
  const elements = fragment.querySelectorAll("*");
  for (const [at, put, key] of plan) put(elements[at], values[key] ?? "");
}

const plans = new Map(); // by template

// planOf lists which elements of a template ask for what: a template is looked
// through once, not for each of its copies.
function planOf(id, fragment) {
  let plan = plans.get(id);
  if (!plan) {
    plan = [];
    fragment.querySelectorAll("*").forEach((element, at) => {
      for (const [kind, key] of Object.entries(element.dataset)) {
        if (puts[kind]) plan.push([at, puts[kind], key]);
      }
    });
    plans.set(id, plan);
  }
  return plan;
}

// words are the page's own, each after its key. Among them is which plural form the
// language has for 0 to 199 things; beyond that they come again.
function words(parts, lang) {
  const rules = new Intl.PluralRules(lang);
  const out = ["plurals", Array.from({ length: 200 }, (_, n) => rules.select(n)).join(" ")];
  const content = parts.getElementById("t-words")?.content;
  const letters = parts.getElementById("t-letters")?.content;
  for (const phrase of [...content?.querySelectorAll("[data-phrase]") ?? [], ...letters?.querySelectorAll("[data-phrase]") ?? []]) {
    out.push(phrase.dataset.phrase, phrase.textContent.replaceAll(/\s*¶\s*/g, "\n"));
  }
  for (const link of content?.querySelectorAll("[data-status]") ?? []) {
    const { status, sticker, tone, help, trouble } = link.dataset;
    const said = (tag) => link.querySelector(tag)?.textContent ?? "";
    const all = { name: said("b"), short: said("span"), act: said("i"), sticker, tone, help, trouble, page: link.getAttribute("href") ?? "" };
    for (const [what, text] of Object.entries(all)) out.push(`${status}.${what}`, text ?? "");
  }
  for (const { id } of parts.querySelectorAll("template[id^=t-problem-]")) out.push(id.slice(2), "yes");
  return out;
}

// languageTag is the page's language. In English the day comes before the month, as
// everywhere on the site.
function languageTag() {
  const { lang } = document.documentElement;
  return lang === "en" ? "en-GB" : lang || "en-GB";
}

// calendar writes days and places in the page's language.
function calendar(lang) {
  // A carrier's day is written as it stands, so it is read and written in UTC.
  const days = (options) => new Intl.DateTimeFormat(lang, { timeZone: "UTC", day: "numeric", ...options });
  const long = days({ weekday: "long", month: "long" });
  const year = days({ month: "long", year: "numeric" });
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

// flatten lists the paths and texts of a JSON value, see answer in wasm/parcels/answer.go.
export function flatten(value, most = leaves, path = "", out = []) {
  if (value === null || value === undefined || out.length > 2 * most) return out; // a real answer has some thousands
  if (typeof value !== "object") {
    const text = String(value);
    out.push(path, text.length > wordy ? `${text.slice(0, wordy)}…` : text);
    return out;
  }
  const inside = path && `${path}.`;
  if (Array.isArray(value)) out.push(`${inside}length`, value.length);
  if (path.split(".").length > 6) return out; // nothing that we read lies deeper
  for (const [key, inner] of Object.entries(value)) flatten(inner, most, inside + key, out);
  return out;
}
