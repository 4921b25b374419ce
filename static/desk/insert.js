/* Puts links, citations, terms, figures and pictures into a text at the caret; the browser's undo takes them out again. */
(() => {
  const insert = (text, words) => {
    text.focus();
    // The browser's own command keeps its undo; it is gone in some browsers.
    if (document.execCommand('insertText', false, words)) return;
    text.setRangeText(words, text.selectionStart, text.selectionEnd, 'end');
    text.dispatchEvent(new Event('input', { bubbles: true }));
  };
  window.desk = { insert };

  const text = document.querySelector('[data-desk-form] [data-markdown]');
  const helper = document.querySelector('[data-insert]');
  if (!text || !helper) return;
  const part = (name) => helper.querySelector(`[data-insert-${name}]`);
  const buttons = [...helper.querySelectorAll('[data-insert-what]')];
  const PAUSE = 250; // milliseconds without a key
  let what;
  let timer;

  const selected = () => text.value.slice(text.selectionStart, text.selectionEnd).replace(/\s+/g, ' ').trim();
  const filled = (markdown) => markdown
    .replace(/\{words\|(.*?)\}(?=\])/, (_, otherwise) => selected() || otherwise)
    .replace('{|words}', selected() ? `|${selected()}` : '');

  const close = () => {
    part('panel').hidden = true;
    buttons.forEach((button) => button.setAttribute('aria-expanded', 'false'));
    text.focus();
  };
  const choice = ({ label, detail, thumb, markdown }) => {
    const button = document.createElement('button');
    button.type = 'button';
    if (thumb) button.append(Object.assign(new Image(), { src: thumb, alt: '', className: 'insert__thumb' }));
    button.append(Object.assign(document.createElement('b'), { textContent: label }), ' ', Object.assign(document.createElement('span'), { textContent: detail }));
    button.addEventListener('click', () => { const words = filled(markdown); close(); insert(text, words); });
    const line = document.createElement('li');
    line.append(button);
    return line;
  };
  const find = async () => {
    const asked = what;
    const address = new URL(asked.dataset.insertFrom, location.href);
    address.searchParams.set('q', part('words').value);
    try {
      const answer = await fetch(address, { redirect: 'error' });
      const told = answer.ok ? await answer.json() : { found: [], error: 'Nothing could be looked up. Are you still signed in?' };
      if (asked !== what) return;
      part('found').replaceChildren(...told.found.map(choice));
      part('say').textContent = told.error || `${told.found.length || 'Nothing'} found.`;
    } catch {
      part('say').textContent = 'Nothing could be looked up just now. Please try again.';
    }
  };
  const open = (button) => {
    if (button === what && !part('panel').hidden) { close(); return; }
    what = button;
    buttons.forEach((each) => each.setAttribute('aria-expanded', String(each === button)));
    part('label').textContent = button.dataset.insertAsks;
    part('words').value = button.dataset.insertWhat === 'source' ? '' : selected();
    part('panel').hidden = false;
    part('words').focus();
    find();
  };

  buttons.forEach((button) => button.addEventListener('click', () => open(button)));
  part('words').addEventListener('input', (event) => { event.stopPropagation(); clearTimeout(timer); timer = setTimeout(find, PAUSE); });
  part('close').addEventListener('click', close);
  part('panel').addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    if (event.key === 'Enter' && event.target === part('words')) { event.preventDefault(); part('found').querySelector('button')?.click(); }
  });
  helper.hidden = false;
})();
