// The hands of the module of parcels (package wasm/parcels): what it asks of the
// browser, beside what page.js offers to both modules: asking the proxy, the store in
// this browser, files, the map, and the panel of what leaves this page.

const patience = 25_000; // ms until a request is given up
const longest = 4 << 20; // characters of an answer; a real one has some thousands
const round = 60_000; // ms between looks at which parcels are due
const recent = 50; // requests that the panel lists

// makeParcels makes the hands. tell is how the module is told of an event.
export function makeParcels(page, tell) {
  const { box, find, say, flatten } = page;
  const base = box.dataset.base ?? "";
  const asking = new Map(); // AbortControllers by turn
  const bodies = new Map(); // answers by turn, as they came
  const left = []; // requests, newest first
  const bin = new Map(); // what was removed, until the page is left
  let question = ""; // the address that was asked last
  let extra = { of: "" }; // what the carrier wants to know besides, for one question
  let mapper = null; // promise of the module that draws maps
  let choice = setting(); // the proxy: "" this site's, "none", or an address

  const store = openStore(tell, () => tellAll());

  const hands = {
    ask(url, turn) {
      question = url;
      const request = new AbortController();
      asking.set(turn, request);
      const whole = extra.of === url ? url + extra.query : url;
      note(whole);
      fetchJSON(whole, request).then((got) => {
        if (got.body !== null && got.ok) bodies.set(turn, got.body);
        tell("answer", turn, got.ok ? "yes" : "", got.type, got.retry, ...flatten(got.body));
      }, () => { if (asking.has(turn)) tell("failed", turn); }).finally(() => asking.delete(turn));
    },
    stop(turn) {
      const request = asking.get(turn);
      asking.delete(turn);
      request?.abort();
    },
    data(url, what) {
      note(url);
      fetchJSON(url, new AbortController()).then(
        (got) => { tell("data", what, got.ok ? "yes" : "", "", "", ...flatten(got.body)); },
        () => { tell("data", what); },
      );
    },
    later: (event) => { page.painted(() => tell(event)); },
    raw(turns, selector) {
      const answers = turns.trim().split(" ").map((turn) => bodies.get(turn)).filter(Boolean);
      const target = find(selector);
      if (target) target.textContent = answers.map((body) => JSON.stringify(body, null, 2)).join("\n\n");
    },
    save(name, text) {
      const link = document.createElement("a");
      const type = { ics: "text/calendar", csv: "text/csv", json: "application/json" }[name.split(".").pop()] ?? "text/plain";
      link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), round);
    },
    track(number, carrier) {
      const link = new URLSearchParams({ n: number, ...(carrier && { c: carrier }) });
      location.hash = link; // as if a link to it had been opened
    },
    value: (selector) => find(selector)?.value ?? "",
    complain(selector, text) {
      const field = find(selector);
      if (!field) return;
      field.setCustomValidity(text);
      field.reportValidity();
      field.addEventListener("input", () => field.setCustomValidity(""), { once: true });
    },
    row(id, sheet) {
      const row = find(`[data-parcels] .kept[data-value="${CSS.escape(id)}"]`);
      if (!row || page.pressed()) return;
      const fresh = page.draw(sheet);
      const holder = document.createElement("ul");
      row.replaceWith(holder);
      holder.append(row);
      page.place(holder, fresh);
      holder.replaceWith(...holder.childNodes);
    },
    map(codes, scanned) {
      const target = find("[data-map]");
      if (!target || !box.dataset.mapper) return;
      mapper ??= page.script(box.dataset.mapper).then(({ makeMap }) => makeMap(box.dataset.world));
      mapper.then((drawMap) => drawMap(target, codes.trim().split(" "), Number(scanned)), () => {
        mapper = null; // the list tells the same
        target.remove();
      });
    },
    store(id, pairs) {
      const record = { id };
      const texts = pairs.split("\0");
      for (let i = 0; i + 1 < texts.length; i += 2) record[texts[i]] = texts[i + 1];
      const answers = (record.answers ?? "").trim().split(" ").map((turn) => bodies.get(turn)).filter(Boolean);
      delete record.answers;
      store.put(record, answers.length ? { id, answers } : null);
    },
    drop(id) {
      bin.set(id, store.take(id));
    },
    restore(id) {
      bin.get(id)?.then(({ record, answers }) => { if (record) store.put(record, answers); });
    },
    fetch(id) {
      store.get(id).then(({ answers }) => {
        if (answers) tell("kept", id, "", "", "", ...flatten(answers));
      });
    },
  };

  function ready() {
    listen();
    tell("proxy", choice); // before anything is asked
    drawLeaves();
    reckon();
    setInterval(look, round);
    document.addEventListener("visibilitychange", look);
    tellAll().then(look);
  }

  async function tellAll() {
    const records = await store.all();
    tell("stored", "", "", "", "", ...flatten({ parcels: records }, Infinity));
  }

  // reckon has last days worked out for the troubles of a help page, once that is unfolded.
  function reckon() {
    const fold = find("[data-reckon][open]");
    if (fold) tell("reckon", fold.dataset.reckon);
  }

  // look has those parcels asked about whose rows are in view and whose time has come.
  function look() {
    if (document.visibilityState !== "visible") return;
    const seen = [...box.querySelectorAll("[data-parcels] .kept")].filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
    if (seen.length) tell("tick", ...seen.map((row) => row.dataset.value));
  }

  function listen() {
    box.addEventListener("submit", (submit) => {
      const form = submit.target;
      if (form.matches("[data-extra]")) {
        submit.preventDefault();
        extra = { of: question, query: `&${new URLSearchParams(new FormData(form))}` };
        tell("click", "retry", "");
      } else if (form.matches("[data-submit]")) {
        submit.preventDefault();
        tell("click", form.dataset.submit, "");
      }
    });
    box.addEventListener("change", ({ target }) => {
      if (target.matches("[data-file]") && target.files.length) {
        page.takeFile(target.files[0]);
        target.value = "";
      } else if (target.matches("[data-proxy-choice]")) {
        choose();
      }
    });
    box.addEventListener("toggle", ({ target }) => {
      if (target.matches("[data-fold=deadlines]") && target.open) tell("click", "unfold", "");
      if (target.matches("[data-raw]") && target.open) tell("click", "raw", "[data-raw] pre");
      if (target.matches("[data-leaves]") && target.open) drawLeaves();
      if (target.matches("[data-reckon]")) reckon();
    }, true);
    box.addEventListener("click", ({ target }) => {
      if (target.closest("[data-forget]")) forget();
    });
  }

  // note writes down what leaves the page: to whom, and which fields.
  function note(address) {
    const url = new URL(address, location.href);
    const [, number] = url.pathname.match(/\/v1\/track\/([^/]+)$/) ?? [];
    const fields = [...url.searchParams].map(([key, value]) => `${key} ${value}`);
    if (number) fields.unshift(`number ${decodeURIComponent(number)}`);
    left.unshift({ at: Date.now() / 1000, host: url.host, what: number ? fields.join(", ") : url.pathname, own: url.origin === location.origin, asks: Boolean(number) });
    left.length = Math.min(left.length, recent);
    if (find("[data-leaves]")?.open) drawLeaves();
  }

  // drawLeaves fills the panel. Its words stand in the template.
  function drawLeaves() {
    const body = find("[data-leaves-body]");
    if (!body) return;
    const sheet = ["<leaves"];
    if (!left.length) sheet.push("=none", "yes");
    sheet.push("[requests");
    for (const one of left) {
      const time = new Date(one.at * 1000).toISOString();
      sheet.push("<request", "=time", time, "=clock", calendarClock(one.at), "=host", one.host, "=what", one.what, ...(one.asks ? ["=asks", "yes"] : ["=page", "yes"]), ">");
    }
    sheet.push("]", ">", "");
    page.place(body, page.draw(sheet.join("\0")));
    for (const radio of body.querySelectorAll("[data-proxy-choice][type=radio]")) {
      radio.checked = radio.value === (choice === "" || choice === "none" ? choice : "own");
    }
    const address = body.querySelector("[data-proxy-choice][type=url]");
    if (address && choice !== "none") address.value = choice;
  }

  const clock = new Intl.DateTimeFormat(page.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const calendarClock = (at) => clock.format(new Date(at * 1000));

  // choose takes over which proxy is asked.
  function choose() {
    const picked = find("[data-proxy-choice]:checked")?.value ?? "";
    const field = find("[data-proxy-choice][type=url]");
    let next = picked;
    if (picked === "own") {
      field.required = true;
      next = proxyAddress(field.value);
      field.setCustomValidity(next || !field.value ? "" : field.title);
      if (!next) {
        field.reportValidity();
        return;
      }
    }
    choice = next;
    if (!setting(choice)) tell("storage", "blocked");
    tell("proxy", choice);
    say(page.copyOf("proxy-chosen").textContent);
  }

  async function forget() {
    for (const request of asking.values()) request.abort();
    asking.clear();
    bodies.clear();
    bin.clear();
    left.length = 0;
    choice = "";
    setting("");
    extra = { of: "" };
    const done = await store.clear();
    history.replaceState(null, "", location.pathname);
    tell("proxy", "");
    tell("clear");
    await tellAll();
    drawLeaves();
    await page.tellReader("address");
    say(page.copyOf(done ? "forgotten" : "not-forgotten").textContent);
  }

  return { hands, ready };
}

// setting reads the reader's choice of proxy, or writes it. It is a small text that has
// to be there at once, so it does not stand in the store of the list.
function setting(choice) {
  const key = "waybill-proxy";
  try {
    if (choice === undefined) return localStorage.getItem(key) ?? "";
    if (choice) localStorage.setItem(key, choice);
    else localStorage.removeItem(key);
    return true;
  } catch {
    return choice === undefined ? "" : false;
  }
}

// proxyAddress is the address of a proxy without a slash at its end, or "" for what
// cannot be asked from here: anything but https, or http on this very machine.
function proxyAddress(text) {
  try {
    const url = new URL(text.trim());
    const near = ["localhost", "127.0.0.1"].includes(url.hostname);
    if (url.protocol !== "https:" && !(near && url.protocol === "http:")) return "";
    return url.origin + url.pathname.replace(/\/+$/, "");
  } catch {
    return "";
  }
}

// openStore opens what is kept in this browser: an object for each parcel, and beside
// it its answers. The store is made when the first parcel is kept. Where the browser
// keeps nothing, all is kept in memory until the page is left, and the module is told
// why. Changes in another tab are told of with changed.
function openStore(tell, changed) {
  const memory = { parcels: new Map(), answers: new Map() };
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("waybill") : null;
  channel?.addEventListener("message", changed);
  let database = null; // promise of it; null inside when there is none

  function open() {
    return database ??= new Promise((resolve, reject) => {
      const request = indexedDB.open("waybill", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("parcels", { keyPath: "id" });
        request.result.createObjectStore("answers", { keyPath: "id" });
      };
      request.onsuccess = () => {
        const db = request.result;
        db.onversionchange = () => { // another tab forgets everything
          db.close();
          database = null;
        };
        resolve(db);
      };
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new DOMException("another tab holds it", "AbortError"));
    }).catch((error) => {
      trouble(error);
      return null;
    });
  }

  function trouble(error) {
    console.warn("this browser keeps nothing for us:", error);
    const kinds = { QuotaExceededError: "full", SecurityError: "blocked", InvalidStateError: "blocked", NotFoundError: "broken" };
    tell("storage", kinds[error?.name] ?? "broken");
  }

  // change does one transaction, in whole or not at all.
  async function change(stores, action) {
    const db = await open();
    if (!db) return false;
    try {
      await new Promise((resolve, reject) => {
        const transaction = db.transaction(stores, "readwrite", { durability: "relaxed" });
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error ?? new DOMException("given up", "AbortError"));
        action(transaction);
        transaction.commit?.(); // at once: the page may be left before it knows the outcome
      });
      channel?.postMessage("changed");
      return true;
    } catch (error) {
      trouble(error);
      return false;
    }
  }

  // present reports whether there is a store; a browser that cannot tell has one made.
  async function present() {
    try {
      return (await indexedDB.databases()).some(({ name }) => name === "waybill");
    } catch {
      return true;
    }
  }

  async function read(name, method, key) {
    if (!database && !await present()) return undefined;
    const db = await open();
    if (!db) return undefined;
    try {
      return await new Promise((resolve, reject) => {
        const request = db.transaction(name).objectStore(name)[method](key);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    } catch (error) {
      trouble(error);
      return undefined;
    }
  }

  return {
    // put keeps a record, and its answers where there are new ones.
    put(record, answers) {
      memory.parcels.set(record.id, record);
      if (answers) memory.answers.set(record.id, answers);
      return change(["parcels", "answers"], (transaction) => {
        transaction.objectStore("parcels").put(record);
        if (answers) transaction.objectStore("answers").put(answers);
      });
    },
    // take removes a record with its answers, and returns both.
    async take(id) {
      const taken = { record: memory.parcels.get(id), answers: memory.answers.get(id) };
      memory.parcels.delete(id);
      memory.answers.delete(id);
      await change(["parcels", "answers"], (transaction) => {
        for (const [name, field] of [["parcels", "record"], ["answers", "answers"]]) {
          const objects = transaction.objectStore(name);
          objects.get(id).onsuccess = ({ target }) => { taken[field] = target.result ?? taken[field]; };
          objects.delete(id);
        }
      });
      return taken;
    },
    async get(id) {
      return {
        record: await read("parcels", "get", id) ?? memory.parcels.get(id),
        answers: await read("answers", "get", id) ?? memory.answers.get(id),
      };
    },
    async all() {
      const records = await read("parcels", "getAll");
      if (!records) return [...memory.parcels.values()];
      for (const record of memory.parcels.values()) { // what could not be written
        if (!records.some(({ id }) => id === record.id)) records.push(record);
      }
      return records;
    },
    // clear forgets everything, the database with it.
    async clear() {
      for (const map of Object.values(memory)) map.clear();
      if (!await present()) return true;
      (await database)?.close();
      database = null;
      const gone = await new Promise((resolve) => {
        const request = indexedDB.deleteDatabase("waybill");
        request.onsuccess = () => resolve(true);
        request.onerror = request.onblocked = () => resolve(false);
      }).catch(() => false);
      channel?.postMessage("changed");
      return gone;
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
      referrerPolicy: "no-referrer",
      cache: "no-cache", // the browser asks with the ETag that it has
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
