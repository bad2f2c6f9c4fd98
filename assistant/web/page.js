// Runs once for each part of the page that holds our markup: "name", the conversation "log" and the reading view "reading".
// Buttons say what they do in data attributes; the events 'open', 'ask' and 'choose' go to the server.
document.documentElement.lang = document.querySelector('[data-language]')?.dataset.language ?? 'vi';

const reading = () => document.querySelector('#reading section.reading');

function showQuote() {
  const quote = document.getElementById('quote');
  const paper = document.querySelector('#reading .paper');
  if (!paper) return;
  if (!quote) { paper.scrollTop = 0; return; }
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  quote.focus({ preventScroll: true });
  const table = quote.closest('.table');
  if (table) table.scrollLeft += quote.getBoundingClientRect().left - table.getBoundingClientRect().left - 60;
  const offset = quote.getBoundingClientRect().top - paper.getBoundingClientRect().top - paper.clientHeight / 4;
  paper.scrollBy({ top: offset, behavior: calm || Math.abs(offset) > 4 * paper.clientHeight ? 'instant' : 'smooth' });
}

function closeReading() {
  document.body.classList.remove('is-reading');
  window.planOpener?.focus();
}

element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if ('open' in button.dataset) {
    const { open, start = '0', end = '0' } = button.dataset;
    if (!button.closest('#reading')) {
      document.querySelector('[aria-current="true"][data-open]')?.removeAttribute('aria-current');
      button.setAttribute('aria-current', 'true');
      window.planOpener = button;
    }
    document.body.classList.add('is-reading');
    const shown = reading()?.dataset;
    if (shown && shown.document === open && shown.start === start && shown.end === end) showQuote();
    trigger('open', { document: open, start: Number(start), end: Number(end) });
  } else if ('ask' in button.dataset) {
    trigger('ask', { question: button.dataset.ask });
  } else if ('choose' in button.dataset) {
    const { choose, focus } = button.dataset;
    focused = focus ? `#${focus}` : `[data-choose="${CSS.escape(choose)}"]`;
    trigger('choose', { choice: choose });
  } else if ('jump' in button.dataset) {
    showQuote();
  } else if ('close' in button.dataset) {
    closeReading();
  }
});

element.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && element.closest('#reading')) closeReading();
});

let focused = null;  // what gets the focus when the part has been drawn anew for a choice
watch('value', () => requestAnimationFrame(() => {
  if (focused) {
    element.querySelector(focused)?.focus();
    focused = null;
    return;
  }
  if (element.closest('#reading')) {
    if (reading()) showQuote();
    else element.querySelector('section')?.scrollIntoView({ block: 'start' });
    return;
  }
  const turns = element.querySelectorAll('.turn');
  turns[turns.length - 1]?.scrollIntoView({ block: 'start', behavior: 'smooth' });
}));

// What is drawn anew is not announced to who cannot see it; what changes in a region that stays is.
const told = document.createElement('p');
told.className = 'unseen';
told.setAttribute('role', 'status');
element.parentElement.append(told);
watch('value', () => { told.textContent = element.querySelector('[data-told]')?.textContent ?? ''; });
