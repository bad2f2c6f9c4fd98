// Runs once for each part of the view "Tài liệu", after page.js. Buttons with data-act send it, with data-name, to the server;
// files are sent one request each to /library/files, which tells what has to be asked before they are indexed.
{
  const act = (act, values = {}) => trigger('act', { act, ...values });

  element.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    if ('act' in button.dataset) act(button.dataset.act, { name: button.dataset.name ?? '' });
    if ('askRemoval' in button.dataset) askRemoval(button);
  });

  // Removing asks first; Escape and the first button keep the document
  function askRemoval(button) {
    const dialog = element.querySelector('dialog.removal');
    dialog.querySelector('.which').replaceChildren(button.dataset.title);
    dialog.returnValue = '';
    dialog.onclose = () => {
      if (dialog.returnValue !== 'yes') return;
      act('remove', { name: button.dataset.askRemoval });
    };
    dialog.showModal();
  }

  element.addEventListener('submit', (event) => {
    if (!event.target.matches('form.facts')) return;
    event.preventDefault();
    act('correct', { name: event.target.dataset.name, values: Object.fromEntries(new FormData(event.target)) });
  });

  // Files: chosen, dropped, or chosen to take the place of a document
  element.addEventListener('change', (event) => {
    if (!event.target.matches('input[type="file"]')) return;
    const files = [...event.target.files];
    event.target.value = '';
    document.dispatchEvent(new CustomEvent('plan-files', { detail: { files, replaces: event.target.dataset.replaces } }));
  });

  const add = element.querySelector('section.add');
  if (add) {
    const drop = add.querySelector('.drop');
    for (const name of ['dragenter', 'dragover', 'dragleave', 'drop']) {
      drop.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.toggle('over', name === 'dragenter' || name === 'dragover');
        if (name === 'drop' && event.dataTransfer.files.length) {
          document.dispatchEvent(new CustomEvent('plan-files', { detail: { files: [...event.dataTransfer.files] } }));
        }
      });
    }
    document.addEventListener('plan-files', ({ detail }) => take(detail.files, detail.replaces));
  }

  async function take(files, replaces) {
    const refused = add.querySelector('.refused');
    refused.replaceChildren();
    const sent = [];
    for (const [number, file] of files.entries()) {
      const told = await send(file, number, files.length);
      if (told.token) sent.push(replaces ? { ...told, replaces: { document: replaces, name: told.name }, asked: true } : told);
      else refused.append(Object.assign(document.createElement('li'), { textContent: told.refused }));
    }
    add.querySelector('.sending').hidden = true;
    const taken = sent.filter((file) => file.replaces && !file.asked);
    const swap = !taken.length || (await asksToSwap(taken));
    const dropped = swap ? [] : taken;
    const load = Object.fromEntries(
      sent.filter((file) => !dropped.includes(file)).map((file) => [file.token, file.replaces?.document ?? null]),
    );
    if (sent.length) act('load', { load, drop: dropped.map((file) => file.token) });
  }

  function phrase(name, file) {
    return add.dataset[name].replace('{name}', file.name);
  }

  function send(file, number, count) {
    if (file.size > Number(add.dataset.limit)) return Promise.resolve({ refused: phrase('tooLarge', file) });
    const shown = add.querySelector('.sending');
    const bar = shown.querySelector('progress');
    shown.querySelector('span').textContent = phrase('sending', file) + (count > 1 ? ` (${number + 1}/${count})` : '');
    shown.hidden = false;
    return new Promise((resolve) => {
      const failed = () => resolve({ refused: phrase('notSent', file) });
      const request = new XMLHttpRequest();
      request.open('POST', '/library/files');
      request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
      request.responseType = 'json';
      request.upload.onprogress = (event) => { bar.value = (number + event.loaded / event.total) / count; };
      request.onload = () => (request.status === 200 && request.response ? resolve(request.response) : failed());
      request.onerror = failed;
      request.send(file);
    });
  }

  function asksToSwap(taken) {
    const dialog = add.querySelector('dialog.swap');
    dialog.querySelector('ul').replaceChildren(
      ...taken.map((file) => Object.assign(document.createElement('li'), { textContent: file.name })),
    );
    dialog.returnValue = '';
    dialog.showModal();
    return new Promise((resolve) => { dialog.onclose = () => resolve(dialog.returnValue === 'yes'); });
  }

  // What was unfolded or refused gets the focus, as its button was drawn anew
  let pressed = '';
  element.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-act]');
    if (button) pressed = `[data-act="${button.dataset.act}"][data-name="${CSS.escape(button.dataset.name ?? '')}"]`;
  });
  element.addEventListener('submit', () => { pressed = '[aria-invalid]'; });
  const state = () => element.querySelector('.loaded')?.dataset.state ?? '';
  let known = state();
  watch('value', () => requestAnimationFrame(() => {
    if (known && known !== state()) document.dispatchEvent(new CustomEvent('plan-changed'));
    known = state();
    if (pressed) element.querySelector(pressed)?.focus();
    pressed = '';
  }));
}
