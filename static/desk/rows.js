/* Rows that come and go at a click; without it there are two empty ones, and an emptied row is taken out on saving. */
(() => {
  document.querySelectorAll('[data-rows]').forEach((rows) => {
    const empty = rows.querySelector('template');
    const say = rows.querySelector('[data-rows-say]');
    let next = rows.querySelectorAll('.row').length;
    const told = () => rows.dispatchEvent(new Event('input', { bubbles: true }));
    const removable = (row) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn--quiet', textContent: 'Remove this row' });
      button.addEventListener('click', () => {
        const before = row.nextElementSibling;
        row.remove();
        say.replaceChildren('Removed. ');
        const undo = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn--quiet', textContent: 'Put it back' });
        undo.addEventListener('click', () => { before.before(row); say.replaceChildren(); row.querySelector('summary').focus(); told(); });
        say.append(undo);
        undo.focus();
        told();
      });
      row.append(button);
    };
    rows.querySelectorAll('.row--empty').forEach((row) => row.remove());
    rows.querySelectorAll('.row').forEach(removable);
    const add = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn--quiet', textContent: 'Add a row' });
    add.addEventListener('click', () => {
      const holder = document.createElement('div');
      holder.append(empty.content.cloneNode(true));
      const row = holder.firstElementChild;
      ['name', 'id', 'for', 'aria-describedby'].forEach((attribute) => {
        row.querySelectorAll(`[${attribute}*="__n__"]`).forEach((part) => part.setAttribute(attribute, part.getAttribute(attribute).replaceAll('__n__', next)));
      });
      next += 1;
      row.open = true;
      add.before(row);
      removable(row);
      row.querySelector('input, select, textarea').focus();
    });
    say.before(add);
    rows.nextElementSibling?.matches('.help') && rows.nextElementSibling.remove();
  });
})();
