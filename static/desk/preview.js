/* The preview: the real page beside the form, following what is typed, in a chosen width, look and language. */
(() => {
  const form = document.querySelector('[data-desk-form]') || document.querySelector('[data-preview-form]');
  const preview = document.querySelector('[data-preview]');
  if (!form || !preview) return;

  const frame = preview.querySelector('iframe');
  const box = preview.querySelector('[data-preview-box]');
  const say = preview.querySelector('[data-preview-say]');
  const chosen = (name) => preview.querySelector(`[name="preview-${name}"]:checked`)?.value;
  const PAUSE = 500; // milliseconds without a key
  let timer;
  let running;

  const refresh = async () => {
    clearTimeout(timer);
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    const words = new FormData(form);
    const other = chosen('page');
    if (other && other !== words.get('page')) { // the page in the other language, as it was last saved
      [...words.keys()].filter((name) => name !== 'csrfmiddlewaretoken').forEach((name) => words.delete(name));
      words.set('page', other);
    }
    try {
      const answer = await fetch(preview.dataset.preview, { method: 'POST', body: words, signal, redirect: 'error' });
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
  preview.addEventListener('change', (event) => { fit(); look(); if (event.target.name === 'preview-page') refresh(); });
  preview.querySelector('[data-preview-now]').addEventListener('click', (event) => { event.preventDefault(); refresh(); });
  preview.querySelector('[data-preview-choices]').hidden = false;
  new ResizeObserver(fit).observe(box);
  refresh();
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  });
})();
