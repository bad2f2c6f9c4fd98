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

  element.addEventListener('change', async (event) => {
    if (!event.target.matches('input[type="file"]') || !event.target.files.length) return;
    const [file] = event.target.files;
    const sets = chosen(event.target.form);
    trigger('act', { act: 'add', name: file.name, text: await file.slice(0, 800_000).text(), sets });
  });
}
