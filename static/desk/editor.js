/* The page form: a preview that follows the typing, pictures by drop and paste, a warning before words are lost. Without it the form still works. */
(() => {
  const form = document.querySelector('[data-desk-form]');
  const preview = document.querySelector('[data-preview]');
  if (!form || !preview) return;

  /* The preview. */
  const frame = preview.querySelector('iframe');
  const box = preview.querySelector('[data-preview-box]');
  const say = preview.querySelector('[data-preview-say]');
  const chosen = (name) => preview.querySelector(`[name="preview-${name}"]:checked`).value;
  const PAUSE = 500; // milliseconds without a key
  let timer;
  let running;

  const refresh = async () => {
    clearTimeout(timer);
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    try {
      const answer = await fetch(preview.dataset.preview, { method: 'POST', body: new FormData(form), signal, redirect: 'error' });
      const html = await answer.text();
      if (!answer.ok) throw new Error(answer.status);
      show(html);
      say.textContent = '';
    } catch {
      if (!signal.aborted) say.textContent = 'The preview cannot be shown just now. Your words are still here; are you still signed in?';
    }
  };

  // A new body in the old document keeps the place the reader had scrolled to, and flashes nothing.
  const show = (html) => {
    const page = frame.contentDocument;
    if (!page?.querySelector('main')) { frame.srcdoc = html; return; }
    const next = new DOMParser().parseFromString(html, 'text/html');
    page.documentElement.lang = next.documentElement.lang;
    page.body.replaceWith(page.adoptNode(next.body));
  };

  const fit = () => {
    const width = Number(chosen('width'));
    const scale = Math.min(1, box.clientWidth / width);
    frame.style.inlineSize = `${width}px`;
    frame.style.blockSize = `${box.clientHeight / scale}px`;
    frame.style.transform = scale < 1 ? `scale(${scale})` : '';
    box.style.justifyContent = scale < 1 ? 'start' : '';
    frame.title = `Preview of the page at ${width} pixels`;
  };

  const medium = new Map(); // the rules for paper and for screens, and what they said
  const look = () => {
    const page = frame.contentDocument;
    if (!page?.documentElement) return;
    const paper = chosen('look') === 'print';
    page.documentElement.style.colorScheme = paper ? 'light' : chosen('look');
    [...page.styleSheets].forEach((sheet) => collect(sheet.cssRules));
    medium.forEach((said, media) => {
      media.mediaText = !paper ? said : said === 'print' ? 'all' : said === 'screen' ? 'not all' : said;
    });
  };
  const collect = (rules) => [...rules].forEach((rule) => {
    if (rule.media && !medium.has(rule.media)) medium.set(rule.media, rule.media.mediaText);
    if (rule.cssRules) collect(rule.cssRules);
  });

  frame.addEventListener('load', () => { medium.clear(); look(); });
  preview.addEventListener('change', () => { fit(); look(); });
  preview.querySelector('[data-preview-now]').addEventListener('click', (event) => { event.preventDefault(); refresh(); });
  preview.querySelector('[data-preview-choices]').hidden = false;
  new ResizeObserver(fit).observe(box);
  refresh();

  /* Words that are not saved yet. */
  let unsaved = 'unsaved' in form.dataset;
  form.addEventListener('input', () => {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  });
  form.addEventListener('submit', () => { unsaved = false; });
  addEventListener('beforeunload', (event) => { if (unsaved) event.preventDefault(); });

  /* Pictures. */
  const text = form.querySelector('[data-markdown]');
  const panel = form.querySelector('[data-picture]');
  if (!text || !panel) return;
  const part = (name) => panel.querySelector(`[data-picture-${name}]`);
  let picture;

  const ask = (file) => {
    picture = file;
    part('name').textContent = file.name;
    part('say').textContent = '';
    part('form').hidden = false;
    part('alt').focus();
  };
  const close = () => {
    picture = undefined;
    part('form').hidden = true;
    part('alt').value = part('file').value = '';
    part('say').textContent = '';
    text.focus();
  };
  const insert = (words) => {
    text.focus();
    // The browser's own command keeps its undo; it is gone in some browsers.
    if (document.execCommand('insertText', false, words)) return;
    text.setRangeText(words, text.selectionStart, text.selectionEnd, 'end');
    text.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const upload = async () => {
    const data = new FormData();
    data.append('csrfmiddlewaretoken', form.elements.csrfmiddlewaretoken.value);
    data.append('image', picture);
    data.append('alt', part('alt').value);
    part('insert').disabled = true;
    try {
      const answer = await fetch(text.dataset.upload, { method: 'POST', body: data, redirect: 'error' });
      const told = answer.headers.get('Content-Type').startsWith('application/json') ? await answer.json() : {};
      if (told.markdown) { close(); insert(told.markdown); } else part('say').textContent = told.error || 'The picture was not taken. Are you still signed in?';
    } catch {
      part('say').textContent = 'The picture could not be sent. Please try again.';
    } finally {
      part('insert').disabled = false;
    }
  };
  const take = (event, files) => {
    const [file] = files || [];
    if (!file) return; // words are dropped and pasted as ever
    event.preventDefault();
    ask(file);
  };

  text.addEventListener('drop', (event) => take(event, event.dataTransfer.files));
  text.addEventListener('paste', (event) => take(event, event.clipboardData.files));
  part('file').addEventListener('change', (event) => take(event, event.target.files));
  part('insert').addEventListener('click', upload);
  part('cancel').addEventListener('click', close);
  part('alt').addEventListener('keydown', (event) => {
    if (event.key === 'Enter') { event.preventDefault(); upload(); }
    if (event.key === 'Escape') close();
  });
  panel.hidden = false;
})();
