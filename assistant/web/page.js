// Runs once for each part of the page that holds our markup: "name", the conversation "log", the reading view "reading" ...
// Buttons say what they do in data attributes; events such as 'open', 'ask' and 'choose' go to the server.
const said = () => document.querySelector('[data-language]')?.dataset ?? {};
document.documentElement.lang = said().language ?? 'vi';

const reading = () => document.querySelector('#reading section.reading');
const isIn = (name) => Boolean(element.closest(`#${name}`));

function showPlace(target) {
  const paper = document.querySelector('#reading .paper');
  if (!paper) return;
  if (!target) { paper.scrollTop = 0; return; }
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  target.focus({ preventScroll: true });
  const wide = target.closest('.table, .sheet');
  if (wide) wide.scrollLeft += target.getBoundingClientRect().left - wide.getBoundingClientRect().left - 60;
  const offset = target.getBoundingClientRect().top - paper.getBoundingClientRect().top - paper.clientHeight / 4;
  paper.scrollBy({ top: offset, behavior: calm || Math.abs(offset) > 4 * paper.clientHeight ? 'instant' : 'smooth' });
}

const showQuote = () => showPlace(document.getElementById('quote'));

function closeReading() {
  document.body.classList.remove('is-reading');
  window.planOpener?.focus();
}

// The clipboard of the browser is there for safe addresses only; the older way works on any.
async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = Object.assign(document.createElement('textarea'), { value: text, className: 'unseen' });
    document.body.append(box);
    box.select();
    document.execCommand('copy');
    box.remove();
    button.focus();
  }
  const before = button.textContent;
  button.textContent = button.dataset.done ?? said().copied;
  button.setAttribute('aria-live', 'polite');
  setTimeout(() => { button.textContent = before; }, 2000);
}

function save(file) {
  const bytes = Uint8Array.from(atob(file.dataset.content), (char) => char.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: file.dataset.kind }));
  Object.assign(document.createElement('a'), { href: address, download: file.dataset.file }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function rate(verdict, turn, more = {}) {
  window.planFocus = [`fieldset[data-turn="${turn}"] input`, `[data-rate="${verdict}"][data-turn="${turn}"]`];
  trigger('rate', { verdict, turn, ...more });
}

function explain(why) {
  const reason = why.querySelector('input[type="radio"]:checked')?.value ?? '';
  const comment = why.querySelector('input[type="text"]').value;
  rate(why.dataset.why, why.dataset.turn, { reason, comment });
}

const actions = {
  open(button) {
    const { open, start = '0', end = '0', view = 'text', page = '0' } = button.dataset;
    if (!button.closest('#reading')) {
      document.querySelector('[aria-current="true"][data-open]')?.removeAttribute('aria-current');
      button.setAttribute('aria-current', 'true');
      window.planOpener = button;
    }
    document.body.classList.add('is-reading');
    const shown = reading()?.dataset;
    const same = shown && ['document', 'start', 'end', 'view'].every((key, n) => shown[key] === [open, start, end, view][n]);
    if (same && page === '0') showQuote();
    trigger('open', { document: open, start: Number(start), end: Number(end), view, page: Number(page) });
  },
  ask: (button) => trigger('ask', { question: button.dataset.ask }),
  choose(button) {
    const { choose, focus } = button.dataset;
    focused = focus ? `#${focus}` : `[data-choose="${CSS.escape(choose)}"]`;
    trigger('choose', { choice: choose });
  },
  clear: () => trigger('clear', {}),
  rate: (button) => rate(button.dataset.rate, button.dataset.turn),
  explain: (button) => explain(button.closest('fieldset')),
  copy: (button) => copy(button.dataset.copy, button),
  link: (button) => copy(new URL(button.dataset.link, location.href).href, button),
  jump: showQuote,
  to(button) {
    const target = document.getElementById(button.dataset.to);
    button.closest('details').open = false;
    if (target) showPlace(target);
  },
  close: closeReading,
  larger(button) {
    const larger = button.closest('.sheets').classList.toggle('larger');
    button.setAttribute('aria-pressed', larger);
    showQuote();
  },
  filters: (button) => button.setAttribute('aria-expanded', document.body.classList.toggle('is-filtering')),
};

element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  const action = button && Object.keys(actions).find((name) => name in button.dataset);
  if (action) actions[action](button);
});

element.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && isIn('reading')) closeReading();
  const why = event.target.closest('.comment') && event.target.closest('fieldset');
  if (event.key === 'Enter' && why) explain(why);
});

// A table that is wider than its place says so.
function tellWide() {
  for (const table of element.querySelectorAll('.table')) {
    const wide = table.scrollWidth > table.clientWidth + 1;
    table.classList.toggle('is-wide', wide);
    if (wide && !table.previousElementSibling?.matches('.wide')) {
      const hint = Object.assign(document.createElement('p'), { className: 'wide', textContent: said().wide });
      hint.setAttribute('aria-hidden', 'true');
      table.before(hint);
    } else if (!wide && table.previousElementSibling?.matches('.wide')) {
      table.previousElementSibling.remove();
    }
  }
}
if (isIn('log') || isIn('reading')) new ResizeObserver(tellWide).observe(element);

if (isIn('log')) {
  document.querySelector('#new')?.addEventListener('click', () => document.body.classList.remove('is-reading'));
}

// Lists to choose from come a moment later than what stands beside them.
function fillIn() {
  const boxes = document.querySelectorAll('#filters input');
  if (!boxes.length) requestAnimationFrame(fillIn);
  for (const box of boxes) box.placeholder = said().all ?? '';
}
if (isIn('narrowed')) fillIn();

let stays = null; // how far down a document was read that is shown again

// What is open is shown as it is by now when the documents have changed.
if (isIn('reading')) {
  document.addEventListener('plan-changed', () => {
    const { document: open = '', start = '0', end = '0', view = 'text', page = '0' } = reading()?.dataset ?? {};
    stays = document.querySelector('#reading .paper')?.scrollTop ?? 0;
    trigger('open', { document: open, start: Number(start), end: Number(end), view, page: Number(page), again: true });
  });
}

let turns = 0;
let searching = false;

function afterLog() {
  const all = element.querySelectorAll('.turn');
  const rated = window.planFocus?.map((found) => element.querySelector(found)).find(Boolean);
  window.planFocus = undefined;
  if (rated) rated.focus({ preventScroll: true });
  else if (all.length !== turns || searching) all[all.length - 1]?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  turns = all.length;
  searching = Boolean(element.querySelector('.searching'));
}

let focused = null; // what gets the focus when the part has been drawn anew for a choice

watch('value', () => requestAnimationFrame(() => {
  tellWide();
  if (focused) {
    element.querySelector(focused)?.focus();
    focused = null;
    return;
  }
  if (isIn('outbox')) {
    const file = element.querySelector('[data-file]');
    if (file) save(file);
  } else if (isIn('reading') && stays !== null) {
    const paper = document.querySelector('#reading .paper');
    if (paper) paper.scrollTop = stays;
    stays = null;
  } else if (isIn('reading')) {
    if (element.querySelector('[data-arrived]')) document.body.classList.add('is-reading');
    if (reading()) showQuote();
    else element.querySelector('section')?.scrollIntoView({ block: 'start' });
  } else if (isIn('log')) {
    afterLog();
  }
}));

// What is drawn anew is not announced to who cannot see it; what changes in a region that stays is.
const told = document.createElement('p');
told.className = 'unseen';
told.setAttribute('role', 'status');
element.parentElement.append(told);
watch('value', () => { told.textContent = element.querySelector('[data-told]')?.textContent ?? ''; });
