// The states of the tracker that are no pages of their own, but that people read: for
// each its name, how to come there, and a selector of what is seen then.

const press = (name) => `[...document.querySelectorAll("[data-tracker] button, [data-tracker] summary")].find((one) => one.textContent.trim().startsWith(${JSON.stringify(name)}) && one.getClientRects().length).click()`;
const type = (text) => `(() => {
  const field = document.querySelector("[data-input]");
  field.focus();
  field.value = ${JSON.stringify(text)};
  field.dispatchEvent(new Event("input", { bubbles: true }));
})()`;
const enter = 'document.querySelector("[data-form]").requestSubmit()';
const pick = (field, index) => `(() => {
  const choice = document.querySelector("[data-set=${field}]");
  choice.selectedIndex = ${index};
  choice.dispatchEvent(new Event("change", { bubbles: true }));
})()`;
const label = '[data-result] .parcel .day';
const problem = '[data-result] .label:not(.parcel) .answer';
const kept = '[data-parcels] .kept';

// steps are expressions, or selectors of what they have to wait for, by turns.
const opened = (number, ...steps) => ({ path: `/#n=${number}`, steps: [null, label, ...steps] });
const failed = (number) => ({ path: `/#n=${number}`, steps: [null, problem] });
const typed = (text, seen) => ({ path: '/', steps: [type(text), seen] });

const looked = (path, text, seen) => ({ path, steps: [`(() => {
  const field = document.querySelector("[data-look] input");
  field.value = ${JSON.stringify(text)};
  field.dispatchEvent(new Event("input", { bubbles: true }));
})()`, seen] });

export const states = {
  'a number that fits': typed('LP00123456789012', '[data-reading] .match'),
  'a number that cannot exist': typed('RB123456784FR', '[data-reading] .bad'),
  'a number that several carriers use': typed('123456789012', '[data-reading] .choice'),
  'a number of no carrier': typed('QQ-1', '[data-reading] .bad, [data-reading] .hint'),
  'several numbers': typed('DEMOSTUCK, DEMOPICKUP, DEMODELIVERED', '[data-reading] .all'),
  'a carrier that is only linked': { path: '/', steps: [type('1Z999AA10123456784'), '[data-reading] .match', enter, '[data-result] .answer'] },
  'in customs': opened('DEMOCUSTOMSINPROGRESS', null, '[data-result] .verdict'),
  'two legs': opened('DEMOTWOLEGS', null, '[data-result] .leg:nth-child(2) .chip', null, '[data-map] svg'),
  'stuck, with deadlines and a letter': opened('DEMOSTUCK', press('Deadlines and letters'), '[data-fold=deadlines][open] .deadlines li', pick('bought', 1), '[data-fold=deadlines] input[type=date]', press('Letter to the seller'), '[data-letter] textarea'),
  'to be collected': opened('DEMOPICKUP'),
  'delivered': opened('DEMODELIVERED'),
  'a damaged parcel': opened('DEMOINCIDENT'),
  'the answer as it came': opened('DEMOINTRANSIT', press('The answer as it came'), '[data-raw][open] pre'),
  'a second number to join': opened('DEMOPICKEDUP', press('It has a second number'), '[data-fold=join][open] input'),
  '200 scans': opened('DEMOMANY', press('Show all'), '[data-result] .event:nth-child(1)'),
  'not found': failed('DEMONOTFOUND'),
  'an answer that cannot be read': failed('DEMOUNREADABLE'),
  'a carrier that is down': failed('DEMODOWN'),
  'a carrier that was asked too often': failed('DEMOLIMITED'),
  'a carrier that is slow': { path: '/#n=DEMOSLOW', steps: [null, '[data-result] .waiting .slow:not([hidden])'] },
  'a list': { path: '/', steps: [type('DEMOSTUCK, DEMOPICKUP, DEMODELIVERED'), '[data-reading] .all', press('Track all'), `${kept}:nth-child(3)`] },
  'a list, one removed': { path: '/', steps: [type('DEMOSTUCK, DEMOPICKUP'), '[data-reading] .all', press('Track all'), `${kept}:nth-child(2)`, press('Remove'), '.undone'] },
  'a parcel that is kept': opened('DEMOCUSTOMSCLEARED', press('Keep it here'), '[data-result] [data-set=name]'),
  'the directory, searched': looked('/carriers/', 'france', '[data-said] .hint'),
  'the directory, nothing found': looked('/carriers/', 'xyzzy', '[data-said] a'),
  'a line explained': looked('/statuses/', 'Ihre Sendung wurde zugestellt', '[data-said] a'),
  'what leaves this page': opened('DEMOARRIVEDLOCAL', press('What leaves this page'), '[data-leaves][open] .requests li'),
};
