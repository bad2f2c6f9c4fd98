// Runs once for each part of the view "Đánh giá", after page.js. Buttons with data-act send it, with data-name, to the server.
{
  const chosen = (form) => [...form.querySelectorAll('input[name="sets"]:checked')].map((box) => box.value);

  element.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-act]');
    if (button) trigger('act', { act: button.dataset.act, name: button.dataset.name ?? '' });
  });

  element.addEventListener('submit', (event) => {
    event.preventDefault();
    trigger('act', { act: 'run', sets: chosen(event.target), baseline: event.target.elements.baseline.value });
  });

  // A set that is added draws the form anew: what is chosen while it is sent is chosen again
  const meanwhile = new Map();
  const controls = () => [...element.querySelectorAll('input[name="sets"], select')];
  const key = (control) => (control.type === 'checkbox' ? control.value : control.name);

  element.addEventListener('change', ({ target }) => {
    if (controls().includes(target)) meanwhile.set(key(target), target.type === 'checkbox' ? target.checked : target.value);
  });

  watch('value', () => requestAnimationFrame(() => {
    for (const control of controls().filter((each) => meanwhile.has(key(each)))) {
      control[control.type === 'checkbox' ? 'checked' : 'value'] = meanwhile.get(key(control));
    }
    meanwhile.clear();
  }));

  element.addEventListener('change', async (event) => {
    if (!event.target.matches('input[type="file"]') || !event.target.files.length) return;
    const [file] = event.target.files;
    const sets = chosen(event.target.form);
    meanwhile.clear();
    trigger('act', { act: 'add', name: file.name, text: await file.slice(0, 800_000).text(), sets });
  });
}
