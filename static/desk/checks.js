/* The checks follow what is typed, and a click on one goes to the words it is about. */
(() => {
  const form = document.querySelector('[data-desk-form]');
  const checks = form?.querySelector('[data-check]');
  if (!checks) return;
  const PAUSE = 1500; // milliseconds without a key
  let timer;
  let running;

  const look = async () => {
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(checks.dataset.check, { method: 'POST', body: new FormData(form), signal: running.signal, redirect: 'error' });
      if (answer.ok) checks.innerHTML = (await answer.json()).html;
    } catch { /* the last ones stand until the next key */ }
  };
  form.addEventListener('input', (event) => {
    if (!event.target.name) return;
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });

  checks.addEventListener('click', (event) => {
    const link = event.target.closest('[data-check-field]');
    const field = link && document.getElementById(link.dataset.checkField);
    if (!field) return;
    event.preventDefault();
    for (let fold = field.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    field.focus();
    if (typeof field.value !== 'string' || !field.setSelectionRange) return;
    const lines = field.value.split('\n');
    const line = Number(link.dataset.checkLine) || 1;
    const start = lines.slice(0, line - 1).reduce((sum, words) => sum + words.length + 1, 0);
    const found = field.value.indexOf(link.dataset.checkExcerpt, start);
    const from = found < 0 ? start : found;
    try {
      field.setSelectionRange(from, found < 0 ? start + lines[line - 1].length : from + link.dataset.checkExcerpt.length);
    } catch { return; } // a field that is no text
    field.blur(); // some browsers bring the selection into view only when the field takes the focus again
    field.focus();
    const high = parseFloat(getComputedStyle(field).lineHeight);
    field.scrollTop = Math.max(0, (line - 4) * high);
  });
})();
