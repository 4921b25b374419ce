/* Pictures by drop, paste or choice, each with its words for people who cannot see it. */
(() => {
  const form = document.querySelector('[data-desk-form]');
  if (!form) return;
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
    part('alt').value = part('credit').value = part('file').value = '';
    part('decorative').checked = false;
    part('say').textContent = '';
    text.focus();
  };
  const upload = async () => {
    const data = new FormData();
    data.append('csrfmiddlewaretoken', form.elements.csrfmiddlewaretoken.value);
    data.append('image', picture);
    data.append('alt', part('alt').value);
    if (part('decorative').checked) data.append('decorative', '1');
    data.append('credit', part('credit').value);
    part('insert').disabled = true;
    try {
      const answer = await fetch(text.dataset.upload, { method: 'POST', body: data, redirect: 'error' });
      const told = answer.headers.get('Content-Type').startsWith('application/json') ? await answer.json() : {};
      if (told.markdown) { close(); window.desk.insert(text, told.markdown); } else part('say').textContent = told.error || 'The picture was not taken. Are you still signed in?';
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
  part('form').addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target.type === 'text') { event.preventDefault(); upload(); }
    if (event.key === 'Escape') close();
  });
  panel.hidden = false;
})();
