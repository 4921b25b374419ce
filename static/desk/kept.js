/* Lists the words that keep.js left in this browser for the one who is signed in, also those of pages that are gone. */
(() => {
  const here = document.querySelector('[data-kept-here]');
  if (!here) return;
  const list = here.querySelector('[data-kept-list]');
  const empty = here.querySelector('template');
  const mine = `desk:${here.dataset.user}:`;
  const part = (row, name) => row.querySelector(`[data-kept-${name}]`);

  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const found = () => {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(mine)).map((key) => ({ key, kept: read(key) })).filter(({ kept }) => kept?.words);
    } catch { return []; } // a browser that keeps nothing has nothing to show
  };
  const said = (kept) => {
    const fields = new URLSearchParams(kept.words);
    const main = ['title', 'summary', 'body'].map((name) => fields.get(name)).filter(Boolean);
    return (main.length ? main : [...fields.values()].filter(Boolean)).join('\n\n');
  };
  const formOf = (key) => {
    const page = key.slice(mine.length).split(':')[0];
    if (page === 'new') return here.dataset.add;
    return /^\d+$/.test(page) ? here.dataset.change.replace('/0/', `/${page}/`) : '';
  };

  const show = ({ key, kept }) => {
    const holder = document.createElement('div');
    holder.append(empty.content.cloneNode(true));
    const row = holder.firstElementChild;
    const name = kept.title || kept.path || 'A new page';
    const when = new Date(kept.at).toLocaleString();
    part(row, 'title').textContent = name;
    part(row, 'when').textContent = kept.submitted ? `Sent on ${when}, so they may be saved already` : `Typed on ${when}`;
    const words = part(row, 'words');
    words.value = said(kept);
    words.setAttribute('aria-label', `Words of ${name}`);
    const form = formOf(key);
    if (form) part(row, 'open').href = form; else part(row, 'open').remove();
    const button = part(row, 'throw');
    let isGone = false;
    button.addEventListener('click', () => {
      isGone = !isGone;
      try {
        if (isGone) localStorage.removeItem(key); else localStorage.setItem(key, JSON.stringify(kept));
      } catch { isGone = !isGone; }
      button.textContent = isGone ? 'Put back' : 'Throw away';
      part(row, 'said').textContent = isGone ? 'Thrown away. Until you leave this page you can put them back.' : 'They are kept again.';
    });
    list.append(row);
  };

  const all = found().sort((one, other) => other.kept.at - one.kept.at);
  all.forEach(show);
  here.hidden = !all.length;
})();
