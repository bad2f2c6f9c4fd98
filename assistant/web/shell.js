// Runs once a page: the tabs by arrow keys, as the pattern of WAI-ARIA asks and Gradio leaves out.
document.addEventListener('keydown', (event) => {
  const tab = event.target.closest?.('#tabs [role="tab"]');
  if (!tab) return;
  const tabs = [...document.querySelectorAll('#tabs [role="tablist"] [role="tab"]')];
  const here = tabs.indexOf(tab);
  const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const chosen = tabs[(next + tabs.length) % tabs.length];
  chosen.focus();
  chosen.click();
});
