/* Loses no word: what is typed is kept in this browser within a second and on the server within four, and offered back after whatever happened. */
(() => {
  const form = document.querySelector('[data-desk-form]');
  if (!form) return;
  const HERE = 1000; // milliseconds between two copies in this browser
  const THERE = 4000; // and on the server
  const BEAT = 15000; // and between two signs of life without words
  const MOST = 4500000; // characters the server takes at once
  const page = form.elements.page?.value || '';
  const name = `desk:${form.dataset.user}:${page || 'new'}`;
  const say = form.querySelector('[data-keep-say]');
  const others = document.querySelector('[data-others]');
  const bar = document.querySelector('[data-kept]');

  const words = () => {
    const data = new URLSearchParams(new FormData(form));
    ['csrfmiddlewaretoken', 'kept_before'].forEach((field) => data.delete(field));
    return data.toString();
  };
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const drop = (key) => { try { localStorage.removeItem(key); } catch { /* a browser that keeps nothing has nothing to drop */ } };
  const write = (key, entry) => {
    try { localStorage.setItem(key, JSON.stringify(entry)); return true; } catch { return false; }
  };
  const basedOn = () => form.elements.based_on?.value || '';
  const entry = (more) => ({ at: Date.now(), basedOn: basedOn(), path: form.elements.path?.value || '', title: form.elements.title?.value || '', words: words(), ...more });

  /* What was kept before. */
  const wasSaved = (kept) => kept.submitted && 'savedByMe' in form.dataset && kept.basedOn !== basedOn();
  const fresh = read(`desk:${form.dataset.user}:new`);
  if (page && fresh?.submitted && fresh.path === form.elements.path?.value) drop(`desk:${form.dataset.user}:new`);
  let offered = null;
  [name, `${name}:older`].forEach((key) => {
    const kept = read(key);
    if (!kept) return;
    if (wasSaved(kept) || kept.words === words() || 'unsaved' in form.dataset) { if (key === name && !('unsaved' in form.dataset)) drop(key); return; }
    offered ||= kept;
  });
  let isOpen = bar && !bar.hidden; // something is offered and not yet taken or thrown away
  if (offered && bar) {
    isOpen = true;
    bar.querySelector('[data-kept-say]').textContent = `Words you typed on ${new Date(offered.at).toLocaleString()} were never saved.`;
    bar.hidden = false;
  }
  const send = (data) => {
    data.set('csrfmiddlewaretoken', form.elements.csrfmiddlewaretoken.value);
    return fetch(form.dataset.keep, { method: 'POST', body: data, redirect: 'error' });
  };
  bar?.querySelector('[data-kept-resume]').addEventListener('click', async (event) => {
    if (!offered) return; // the server has them
    event.preventDefault();
    const link = event.target;
    try {
      const answer = await send(new URLSearchParams(offered.words));
      if (!answer.ok) throw new Error(answer.status);
      drop(`${name}:older`);
      location.assign(link.href);
    } catch {
      bar.querySelector('[data-kept-say]').textContent = 'They cannot be brought back just now. They are still in this browser; please try again.';
    }
  });
  bar?.querySelector('[data-kept-discard]').addEventListener('click', async (event) => {
    event.preventDefault();
    const data = new URLSearchParams({ page, discard: '1' });
    try { await send(data); } catch { /* thrown away here at least; the server offers its copy again */ }
    drop(name);
    drop(`${name}:older`);
    form.elements.kept_before?.remove();
    offered = null;
    isOpen = false;
    bar.hidden = true;
    form.querySelector('[name="title"]').focus();
  });

  /* What is typed now. */
  let unsaved = 'unsaved' in form.dataset;
  let hereTimer;
  let thereTimer;
  let isSending = false;
  const keepHere = () => {
    hereTimer = undefined;
    if (offered) { write(`${name}:older`, offered); }
    if (!write(name, entry())) say.textContent = 'This text cannot be kept in this browser. Please save it soon.';
  };
  const hear = (told) => {
    if (!others) return;
    const names = told.others || [];
    const here = names.length ? `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} at this page too.` : '';
    const newer = told.newer ? ` ${told.newer.by} saved a newer version at ${new Date(told.newer.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}. When you save, you will see both.` : '';
    if (others.textContent !== here + newer) others.textContent = here + newer;
  };
  const keepThere = async () => {
    thereTimer = undefined;
    if (isSending) { thereTimer = setTimeout(keepThere, THERE); return; }
    const data = new URLSearchParams(unsaved && !isOpen ? words() : { page, based_on: basedOn() });
    isSending = true;
    try {
      const answer = await send(data);
      const isTold = answer.headers.get('Content-Type')?.startsWith('application/json');
      const told = isTold ? await answer.json() : {};
      if (answer.ok) {
        hear(told);
        if (told.kept_at) say.textContent = `Kept at ${new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' })}, not saved as a version yet.`;
      } else if (unsaved) say.textContent = `${told.error || 'You are signed out.'} Your words are kept in this browser.`;
    } catch {
      if (unsaved) { say.textContent = 'No connection. Your words are kept in this browser.'; thereTimer ||= setTimeout(keepThere, THERE); }
    } finally {
      isSending = false;
    }
  };
  form.addEventListener('input', (event) => {
    if (!event.target.name) return; // a helper's own field
    unsaved = true;
    hereTimer ||= setTimeout(keepHere, HERE);
    thereTimer ||= setTimeout(keepThere, THERE);
  });
  if (unsaved) keepHere();
  if (page) { setInterval(() => thereTimer || keepThere(), BEAT); }
  form.addEventListener('submit', (event) => {
    if (event.submitter?.hasAttribute('formtarget')) return; // the preview
    if (words().length > MOST) {
      event.preventDefault();
      say.textContent = 'This text is too long to be saved. Please shorten it; nothing is lost.';
      return;
    }
    clearTimeout(hereTimer);
    clearTimeout(thereTimer);
    if (unsaved) write(name, entry({ submitted: true }));
    unsaved = false;
  });
  addEventListener('pagehide', () => { if (hereTimer) keepHere(); });
  addEventListener('beforeunload', (event) => { if (unsaved) event.preventDefault(); });
})();
