/* What a reader writes on a sheet: in this page's memory alone, and on this device if the reader asks (design brief, section 9). */
(() => {
  const sheet = document.querySelector('[data-sheet]');
  if (!sheet) return;

  const KEY = sheet.dataset.sheet; // says nothing to whoever finds it
  const PAUSE = 300; // milliseconds without typing before it is kept again
  const boxes = [...sheet.querySelectorAll('textarea')];
  const keep = sheet.querySelector('[data-keep]');
  const status = sheet.querySelector('[data-status]');
  let known = null; // the texts this page last read from the device or wrote there; null while nothing is kept
  let timer;

  const say = (name) => { status.textContent = sheet.dataset[name] || ''; };
  const texts = () => boxes.map((box) => box.value);
  const mirror = (on) => boxes.forEach((box) => { box.nextElementSibling.textContent = on ? box.value : ''; });

  const read = () => { // throws where the browser forbids storage
    let found;
    const text = localStorage.getItem(KEY);
    try { found = JSON.parse(text); } catch { return null; }
    if (!Array.isArray(found)) return null;
    const last = boxes.length - 1; // a sheet that has become shorter since
    return boxes.map((_, at) => (at < last ? String(found[at] ?? '') : found.slice(last).filter(Boolean).join('\n')));
  };

  // Both tabs' words, unless one side has only what both knew, or holds the other's words already.
  const joined = (was, mine, theirs) => {
    if (theirs === was || mine.includes(theirs)) return mine;
    return mine === was || theirs.includes(mine) ? theirs : `${mine}\n${theirs}`;
  };
  const meet = (theirs) => boxes.forEach((box, at) => {
    const text = joined(known ? known[at] : '', box.value, theirs[at]);
    if (text !== box.value && text !== theirs[at]) say('joined');
    if (text !== box.value) box.value = text;
  });

  const forget = (why) => {
    clearTimeout(timer);
    known = null;
    keep.checked = false;
    say(why);
  };

  const save = () => {
    clearTimeout(timer);
    if (!keep.checked) return;
    try {
      const theirs = read();
      if (known && !theirs) { forget('elsewhere'); return; }
      if (theirs) meet(theirs);
      localStorage.setItem(KEY, JSON.stringify(texts()));
      known = texts();
    } catch {
      if (known) say('full');
      else forget('refused');
    }
  };

  const load = () => {
    let theirs = null;
    try { theirs = read(); } catch { /* said when the reader wants to keep something */ }
    if (theirs) {
      meet(theirs);
      known = theirs;
      keep.checked = true;
      save();
    } else if (known) forget('elsewhere');
  };

  const remove = () => {
    try {
      localStorage.removeItem(KEY);
      return localStorage.length;
    } catch { return 0; }
  };

  const clear = () => {
    boxes.forEach((box) => { box.value = ''; });
    mirror(false);
    forget(remove() ? 'clearedHere' : 'cleared');
    boxes[0].focus();
  };

  const download = () => {
    const title = document.querySelector('h1').textContent.trim();
    const parts = boxes.map((box) => `${box.labels[0].textContent.trim()}\r\n${box.value}\r\n`);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([[`${title}\r\n`, ...parts].join('\r\n')], { type: 'text/plain;charset=utf-8' }));
    link.download = 'notes.txt';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    say('downloaded');
  };

  sheet.addEventListener('input', (event) => {
    if (event.target === keep) return;
    status.textContent = '';
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  keep.addEventListener('change', () => {
    if (!keep.checked) { remove(); forget('released'); return; }
    say('kept');
    save();
  });
  addEventListener('storage', (event) => {
    if (event.key !== KEY && event.key !== null) return;
    if (keep.checked || !texts().some(Boolean)) load();
    else if (event.newValue) say('twice');
  });

  sheet.querySelector('[data-clear]').addEventListener('click', clear);
  sheet.querySelector('[data-download]').addEventListener('click', download);
  sheet.querySelector('[data-alone]').addEventListener('click', () => {
    document.documentElement.classList.add('sheet-only');
    print();
  });
  addEventListener('beforeprint', () => mirror(true));
  addEventListener('afterprint', () => {
    mirror(false);
    document.documentElement.classList.remove('sheet-only');
  });

  // A page that a browser holds on to, or that is killed behind another app, holds nothing that was not to be kept.
  document.addEventListener('visibilitychange', () => { if (document.hidden) save(); });
  addEventListener('pagehide', () => {
    save();
    mirror(false);
    boxes.forEach((box) => { box.value = ''; });
    forget('');
  });
  addEventListener('pageshow', (event) => { if (event.persisted) load(); });

  sheet.querySelectorAll('[data-plain], [data-scripted]').forEach((part) => { part.hidden = part.matches('[data-plain]'); });
  load();
})();
